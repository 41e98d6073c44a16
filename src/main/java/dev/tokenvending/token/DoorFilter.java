package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Turns away what the door never serves, before anybody is asked who they are: methods that the route
 * has not ({@code HEAD} above all, which Spring would answer by minting a token), and huge bodies. Bodies that pass
 * are never read by anything behind this filter.
 */
class DoorFilter extends HttpFilter {

    private static final List<HttpMethod> KNOWN = List.of(HttpMethod.values());
    private static final long LARGEST_BODY = 1024 * 1024;

    private final HandlerExceptionResolver problems;

    DoorFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        // Unknown methods are left to the firewall.
        Route route = Route.of(request);
        if (KNOWN.contains(method) && !route.methods().contains(method)) {
            refuse(request, response, new HttpRequestMethodNotSupportedException(method.name(), route.methodNames()));
        } else if (request.getContentLengthLong() > LARGEST_BODY) {
            refuse(request, response, new RefusedException(ErrorCode.TOO_LARGE));
        } else {
            chain.doFilter(new BodilessRequest(request), response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Exception refusal) {
        problems.resolveException(request, response, null, refusal);
    }
}
