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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MimeTypeUtils;

/**
 * Writes {@code Accept} as Spring and its actuator understand it; each of these is a 500 otherwise, on some route.
 *
 * <ul>
 *   <li>Weights are called {@code q}: names of parameters have no case (RFC 9110 §5.6.6). Spring checks {@code q} alone
 *       but reads {@code Q} too.
 *   <li>Empty elements of a list are none (RFC 9110 §5.6.1). The Prometheus endpoint takes them for media types.
 *   <li>What is too long is not there. Spring answers with the media type it was asked for, parameters and all, and
 *       Tomcat has 8 KiB for the head of an answer.
 * </ul>
 */
class AcceptFilter extends HttpFilter {

    private static final int TOO_LONG = 4000;
    private static final Pattern WEIGHT = Pattern.compile(";([ \\t]*)Q(?=[ \\t]*=)");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        // This is on the way of every request, and apps name one media type, if any.
        if (lines.stream().allMatch(AcceptFilter::isPlain)) {
            chain.doFilter(request, response);
            return;
        }
        List<String> mended = lines.stream()
                .filter(line -> line.length() < TOO_LONG)
                .map(AcceptFilter::mend)
                .filter(line -> !line.isEmpty())
                .toList();
        chain.doFilter(new WithAccept(request, mended), response);
    }

    private static boolean isPlain(String line) {
        return line.indexOf(',') < 0 && line.indexOf('Q') < 0 && line.length() < TOO_LONG && !line.isBlank();
    }

    private static String mend(String line) {
        String listed = MimeTypeUtils.tokenize(line).stream()
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .collect(Collectors.joining(", "));
        return WEIGHT.matcher(listed).replaceAll(";$1q");
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
