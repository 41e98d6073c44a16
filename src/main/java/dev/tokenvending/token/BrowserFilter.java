package dev.tokenvending.token;

import dev.tokenvending.caller.Callers;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.vending.Apps;
import dev.tokenvending.vending.Vending;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Lets the scripts of an app's {@code allowed-origins} read what is answered, and tells their browsers so beforehand (Fetch
 * standard, CORS). Requests of other origins are answered as if there were no such thing; it is their browsers that keep
 * the answers from them. Never with {@code Allow-Credentials}: a script brings its credential itself.
 */
class BrowserFilter extends HttpFilter {

    private static final Pattern ROUTE = Pattern.compile("/token(?:/(?<app>[^/]+))?/?");
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final List<String> HARMLESS = List.of("Content-Type", "X-Request-Id");
    private static final List<String> ANSWER_HEADERS =
            List.of("X-Request-Id", "Retry-After", "RateLimit", "RateLimit-Policy", "WWW-Authenticate");

    /** Not for long: an origin that is no longer listed should notice. */
    private static final String MAX_AGE_SECONDS = "600";

    private final RequestHeaders named;

    BrowserFilter(RequestHeaders named) {
        this.named = named;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String origin = only(request, HttpHeaders.ORIGIN);
        Optional<App> app = origin == null
                ? Optional.empty()
                : app(request).filter(it -> it.allowedOrigins().contains(origin));
        if (app.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (isPreflight(request)) {
            request.setAttribute(RequestFacts.APP, app.get());
            request.setAttribute(RequestFacts.PREFLIGHT, true);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", METHODS));
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, requestHeaders(request));
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(", ", ANSWER_HEADERS));
        chain.doFilter(request, response);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        String method = only(request, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        return request.getMethod().equals("OPTIONS") && method != null && METHODS.contains(method);
    }

    /** What a script may send along: a few harmless headers, those that rules may see, and those of credentials. */
    private String requestHeaders(HttpServletRequest request) {
        SortedSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(HARMLESS);
        all.addAll(named.fromAnybody());
        all.addAll(configuration(request).part(Callers.class).headers());
        return String.join(", ", all);
    }

    private static Configuration configuration(HttpServletRequest request) {
        return (Configuration) Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION));
    }

    private static Optional<App> app(HttpServletRequest request) {
        Apps apps = configuration(request).part(Vending.class).apps();
        Matcher route = ROUTE.matcher(request.getRequestURI());
        if (!route.matches()) {
            return Optional.empty();
        }
        String app = route.group("app");
        return app == null ? apps.findDefault() : apps.find(app);
    }

    /** The value of a header that is there exactly once: of two, nobody knows which counts. */
    private static @Nullable String only(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.size() == 1 ? values.getFirst() : null;
    }
}
