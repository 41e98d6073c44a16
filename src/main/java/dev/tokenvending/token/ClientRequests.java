package dev.tokenvending.token;

import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.WebUtils;

/** Tells the policies of the HTTP request. */
final class ClientRequests {

    private ClientRequests() {}

    static ClientRequest of(HttpServletRequest request) {
        String address =
                request.getAttribute(RequestFacts.ADDRESS) instanceof String told ? told : request.getRemoteAddr();
        return new ClientRequest(address, behindTheFirewall(request).getHeader(HttpHeaders.USER_AGENT), Map.of());
    }

    /** The firewall refuses the whole request when it is asked for a header that is not ASCII; app names often are not. */
    private static HttpServletRequest behindTheFirewall(HttpServletRequest request) {
        HttpServletRequest door = WebUtils.getNativeRequest(request, BodilessRequest.class);
        return door == null ? request : door;
    }
}
