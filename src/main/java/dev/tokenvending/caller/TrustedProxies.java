package dev.tokenvending.caller;

import dev.tokenvending.settings.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies before us that tell the truth about where a request comes from. */
public final class TrustedProxies {

    private final List<Network> networks;

    TrustedProxies(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** The proxies of {@code token-vending.trusted-proxies}. */
    public static TrustedProxies read(Settings settings) {
        List<String> configured = settings.read(ProxiesProperties.class).trustedProxies();
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < configured.size(); i++) {
            String property = "token-vending.trusted-proxies[" + i + "]";
            Optional<Network> network = Network.parse(configured.get(i).strip());
            network.ifPresent(networks::add);
            if (network.isEmpty()) {
                settings.problem(
                        property,
                        "is neither an IP address nor a network with all bits beyond its prefix zero.",
                        "10.0.0.0/8");
            } else if (network.get().prefix() == 0) {
                settings.problem(property, "trusts everybody: anybody could take anybody's address.", "10.0.0.0/8");
            }
        }
        return new TrustedProxies(networks);
    }

    boolean trust(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
