package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses parameters in the path ({@code ;a=b}), which nothing here takes. The firewall would too, but Spring decodes them
 * before it and once more for the answer, and a malformed one like {@code ;%zz} makes both fail.
 */
class PathParametersFilter extends HttpFilter {

    private final HandlerExceptionResolver problems;

    PathParametersFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getRequestURI().indexOf(';') < 0) {
            chain.doFilter(request, response);
        } else {
            RefusedException refusal = new RefusedException(ErrorCode.INVALID_REQUEST);
            problems.resolveException(new WithoutParameters(request), response, null, refusal);
        }
    }

    private static final class WithoutParameters extends HttpServletRequestWrapper {

        WithoutParameters(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            String uri = super.getRequestURI();
            return uri.substring(0, uri.indexOf(';'));
        }
    }
}
