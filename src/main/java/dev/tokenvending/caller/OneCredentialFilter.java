package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Refuses a request that carries two credentials: which of them counts must not depend on who reads them. */
class OneCredentialFilter extends HttpFilter {

    private final HandlerExceptionResolver problems;

    OneCredentialFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (credentials(request) > 1) {
            request.setAttribute(RequestFacts.REASON, "two_credentials");
            problems.resolveException(
                    request, response, null, new ServletRequestBindingException("Two credentials in one request"));
            return;
        }
        chain.doFilter(request, response);
    }

    private static int credentials(HttpServletRequest request) {
        int credentials = 0;
        for (String header : headers(request)) {
            Enumeration<String> lines = request.getHeaders(header);
            for (; lines.hasMoreElements(); lines.nextElement()) {
                credentials++;
            }
        }
        return credentials;
    }

    /** The operators' door knows no credentials but its own. */
    private static Set<String> headers(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator")
                ? Set.of(HttpHeaders.AUTHORIZATION)
                : Callers.of(request).headers();
    }
}
