package dev.tokenvending.ops;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Takes an {@code Accept} header that lists nothing for one that is not there. Spring finds everything acceptable then, but
 * the Prometheus endpoint is left without a format, and fails.
 */
class EmptyAcceptFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean empty = Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
                .allMatch(line -> line.replace(',', ' ').isBlank());
        chain.doFilter(empty ? new WithoutAccept(request) : request, response);
    }

    private static final class WithoutAccept extends HttpServletRequestWrapper {

        WithoutAccept(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }
    }
}
