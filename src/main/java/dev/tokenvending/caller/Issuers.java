package dev.tokenvending.caller;

import dev.tokenvending.caller.keys.RemoteKeys;
import dev.tokenvending.core.Caller;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Everybody who vouches for users. */
final class Issuers {

    private final Map<Address, Issuer> issuers;
    private final Set<String> names;
    private final Set<String> headers;

    Issuers(Collection<Issuer> issuers) {
        this.issuers = issuers.stream().collect(Collectors.toUnmodifiableMap(Address::of, Function.identity()));
        this.names = issuers.stream().map(Issuer::name).collect(Collectors.toUnmodifiableSet());
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        issuers.forEach(issuer -> headers.add(issuer.header()));
        this.headers = Collections.unmodifiableSet(headers);
    }

    /** What chooses the issuer of a token, before anything is believed of it. */
    private record Address(String header, String issuer) {

        private static Address of(Issuer issuer) {
            return new Address(issuer.header().toLowerCase(Locale.ROOT), issuer.issuer());
        }
    }

    /** Those that are published, each once. */
    Set<RemoteKeys> remoteKeys() {
        return issuers.values().stream()
                .map(Issuer::keys)
                .filter(RemoteKeys.class::isInstance)
                .map(RemoteKeys.class::cast)
                .collect(Collectors.toSet());
    }

    /** In the order of their names. */
    List<IssuerProbe> probes() {
        return issuers.values().stream()
                .sorted(Comparator.comparing(Issuer::name))
                .map(IssuerProbe::new)
                .toList();
    }

    Set<String> names() {
        return names;
    }

    /** The headers their tokens arrive in. */
    Set<String> headers() {
        return headers;
    }

    boolean areInAuthorization() {
        return headers.contains(HttpHeaders.AUTHORIZATION);
    }

    Caller authenticate(Credential.Token presented, Instant now) {
        UnverifiedToken token = UnverifiedToken.parse(presented.value());
        @Nullable String name = token.issuer();
        Address address = new Address(presented.header().toLowerCase(Locale.ROOT), String.valueOf(name));
        @Nullable Issuer issuer = name == null ? null : issuers.get(address);
        if (issuer == null) {
            throw new NotAdmittedException("unlisted_issuer");
        }
        return issuer.authenticate(token, now);
    }
}
