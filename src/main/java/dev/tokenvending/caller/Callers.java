package dev.tokenvending.caller;

import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** Everybody we know, by kind of credential. */
public final class Callers {

    private final BasicCallers basic;
    private final ApiKeys apiKeys;
    private final Issuers issuers;
    private final Set<String> headers;

    Callers(BasicCallers basic, ApiKeys apiKeys, Issuers issuers) {
        this.basic = basic;
        this.apiKeys = apiKeys;
        this.issuers = issuers;
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.addAll(issuers.headers());
        headers.add(HttpHeaders.AUTHORIZATION);
        headers.add(ApiKeys.HEADER);
        this.headers = Collections.unmodifiableSet(headers);
    }

    /** Those who were known as the request came in. */
    static Callers of(HttpServletRequest request) {
        Object configuration = Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION));
        return ((Configuration) configuration).part(Callers.class);
    }

    /** The names of all of them as an app's {@code callers} list them, as {@code kind:name}. */
    public Set<String> names() {
        return Stream.of(
                        listed(CallerKind.BASIC, basic.names()),
                        listed(CallerKind.API_KEY, apiKeys.names()),
                        listed(CallerKind.ISSUER, issuers.names()))
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> listed(CallerKind kind, Set<String> names) {
        return names.stream().map(name -> kind.wireName() + ":" + name);
    }

    /** The names of the headers that credentials come in, each once however it is written. */
    public Set<String> headers() {
        return headers;
    }

    /** Looks at the keys of each issuer, when told to. */
    public List<IssuerProbe> issuerProbes() {
        return issuers.probes();
    }

    Issuers issuers() {
        return issuers;
    }

    /**
     * The caller a credential proves.
     *
     * @throws NotAdmittedException when it proves nobody
     * @throws KeysUnavailableException when nobody can tell
     */
    Caller authenticate(Credential credential, Instant now) {
        return switch (credential) {
            case Credential.Basic login -> basic.authenticate(login);
            case Credential.ApiKey key -> apiKeys.authenticate(key, now);
            case Credential.Token token -> issuers.authenticate(token, now);
        };
    }
}
