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
 * Refuses paths that Tomcat and Spring read differently, before Spring gets to see them: those with parameters ({@code
 * ;a=b}), which nothing here takes, and other spellings of {@code /token}, like {@code //token}. The firewall would too, but
 * Spring takes paths apart before it and once more for the answer, and {@code ;%zz} makes both fail.
 */
class PlainPathFilter extends HttpFilter {

    private static final String DOOR = "/token";

    private final HandlerExceptionResolver problems;

    PlainPathFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPlain(request)) {
            chain.doFilter(request, response);
        } else {
            RefusedException refusal = new RefusedException(ErrorCode.INVALID_REQUEST);
            problems.resolveException(new WithPlainPath(request), response, null, refusal);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.indexOf(';') < 0
                && (path.startsWith(DOOR) || !request.getServletPath().equals(DOOR));
    }

    private static final class WithPlainPath extends HttpServletRequestWrapper {

        WithPlainPath(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return getServletPath();
        }
    }
}
