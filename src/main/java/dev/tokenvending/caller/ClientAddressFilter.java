package dev.tokenvending.caller;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out where each request comes from: the connection's other end, or whom a trusted proxy there speaks for. */
class ClientAddressFilter extends HttpFilter {

    /** What the address is while nobody knows, as when the connection is gone already. */
    private static final String UNKNOWN = "unknown";

    private final TrustedProxies proxies;

    ClientAddressFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<InetAddress> peer = peer(request.getRemoteAddr());
        boolean trusted = peer.filter(proxies::trust).isPresent();
        request.setAttribute(RequestFacts.FROM_TRUSTED_PROXY, trusted);
        request.setAttribute(
                RequestFacts.ADDRESS,
                peer.map(address -> trusted ? client(address, request) : address)
                        .map(IpAddresses::text)
                        .orElse(UNKNOWN));
        chain.doFilter(request, response);
    }

    private InetAddress client(InetAddress peer, HttpServletRequest request) {
        return ForwardedFor.of(Collections.list(request.getHeaders("X-Forwarded-For")))
                .client(peer, proxies);
    }

    /** Where the request comes from, as this filter has found out. */
    static String addressOf(HttpServletRequest request) {
        return request.getAttribute(RequestFacts.ADDRESS) instanceof String address ? address : UNKNOWN;
    }

    /** As Tomcat writes it: a literal, of an IPv6 address with its zone. */
    private static Optional<InetAddress> peer(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        int zone = address.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
