package dev.tokenvending.token;

import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/** Tells the policies of HTTP requests, and of no more of their headers than they are meant to see. */
class ClientRequests {

    private static final int LONGEST_VALUE = 1024;
    private static final int LONGEST_USER_AGENT = 512;

    private final RequestHeaders headers;

    ClientRequests(RequestHeaders headers) {
        this.headers = headers;
    }

    ClientRequest of(HttpServletRequest request) {
        HttpServletRequest sent = behindTheFirewall(request);
        String address =
                request.getAttribute(RequestFacts.ADDRESS) instanceof String told ? told : request.getRemoteAddr();
        return new ClientRequest(
                address, atMost(LONGEST_USER_AGENT, sent.getHeader(HttpHeaders.USER_AGENT)), headers(sent));
    }

    private Map<String, String> headers(HttpServletRequest request) {
        boolean fromProxy = Boolean.TRUE.equals(request.getAttribute(RequestFacts.FROM_TRUSTED_PROXY));
        if (headers.fromAnybody().isEmpty() && (headers.fromProxies().isEmpty() || !fromProxy)) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        collect(headers.fromAnybody(), request, values);
        if (fromProxy) {
            collect(headers.fromProxies(), request, values);
        }
        return values;
    }

    /** Lines of the same name are one list (RFC 9110 §5.3). */
    private static void collect(Set<String> names, HttpServletRequest request, Map<String, String> values) {
        for (String name : names) {
            var lines = Collections.list(request.getHeaders(name));
            String value = lines.isEmpty() ? null : atMost(LONGEST_VALUE, String.join(", ", lines));
            if (value != null) {
                values.put(name, value);
            }
        }
    }

    /** The firewall refuses the whole request when it is asked for a header that is not ASCII; app names often are not. */
    private static HttpServletRequest behindTheFirewall(HttpServletRequest request) {
        HttpServletRequest door = WebUtils.getNativeRequest(request, BodilessRequest.class);
        return door == null ? request : door;
    }

    /** The text, or nothing when it is longer: half of it might say something else. */
    private static @Nullable String atMost(int length, @Nullable String text) {
        return text == null || text.length() > length ? null : text;
    }
}
