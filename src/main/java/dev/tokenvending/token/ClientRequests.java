package dev.tokenvending.token;

import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Tells the policies of the HTTP request. */
final class ClientRequests {

    private ClientRequests() {}

    static ClientRequest of(HttpServletRequest request) {
        String address =
                request.getAttribute(RequestFacts.ADDRESS) instanceof String told ? told : request.getRemoteAddr();
        return new ClientRequest(address, request.getHeader(HttpHeaders.USER_AGENT), Map.of());
    }
}
