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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Takes lines of an {@code Accept} header that list nothing for lines that are not there. Spring finds everything acceptable
 * when there are no others, but the Prometheus endpoint is left without a format, and fails.
 */
class EmptyAcceptFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        List<String> listing =
                lines.stream().filter(line -> !line.replace(',', ' ').isBlank()).toList();
        chain.doFilter(listing.equals(lines) ? request : new WithAccept(request, listing), response);
    }

    private static final class WithAccept extends HttpServletRequestWrapper {

        private final List<String> lines;

        WithAccept(HttpServletRequest request, List<String> lines) {
            super(request);
            this.lines = lines;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT)
                    ? lines.stream().findFirst().orElse(null)
                    : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? Collections.enumeration(lines) : super.getHeaders(name);
        }
    }
}
