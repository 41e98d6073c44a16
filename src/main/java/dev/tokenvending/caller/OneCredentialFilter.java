package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
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

    private static long credentials(HttpServletRequest request) {
        return headers(request).stream()
                .mapToLong(
                        header -> Collections.list(request.getHeaders(header)).size())
                .sum();
    }

    /** The operators' door knows no credentials but its own. */
    private static Set<String> headers(HttpServletRequest request) {
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.add(HttpHeaders.AUTHORIZATION);
        if (!request.getRequestURI().startsWith("/actuator")) {
            headers.add(ApiKeys.HEADER);
            headers.addAll(Callers.of(request).issuers().headers());
        }
        return headers;
    }
}
