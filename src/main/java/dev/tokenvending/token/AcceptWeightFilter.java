package dev.tokenvending.token;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Writes the weights in {@code Accept} as {@code q}: names of parameters have no case (RFC 9110 §5.6.6). Spring checks
 * {@code q} alone but reads {@code Q} too, and fails where that is no number, on any route and once more for the error.
 */
class AcceptWeightFilter extends HttpFilter {

    private static final Pattern WEIGHT = Pattern.compile(";([ \\t]*)Q(?=[ \\t]*=)");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        // Next to none has one, and this is on the way of every request.
        if (lines.stream().noneMatch(line -> line.indexOf('Q') >= 0)) {
            chain.doFilter(request, response);
            return;
        }
        List<String> weighed = lines.stream()
                .map(line -> WEIGHT.matcher(line).replaceAll(";$1q"))
                .toList();
        chain.doFilter(new WithAccept(request, weighed), response);
    }

    private static final class WithAccept extends HttpServletRequestWrapper {

        private final List<String> lines;

        WithAccept(HttpServletRequest request, List<String> lines) {
            super(request);
            this.lines = lines;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? lines.getFirst() : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? Collections.enumeration(lines) : super.getHeaders(name);
        }
    }
}
