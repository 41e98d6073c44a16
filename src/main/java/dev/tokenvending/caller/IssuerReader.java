package dev.tokenvending.caller;

import com.nimbusds.jose.JWSAlgorithm;
import dev.tokenvending.caller.CallersProperties.IssuerProperties;
import dev.tokenvending.caller.keys.FixedKey;
import dev.tokenvending.caller.keys.IssuerKeys;
import dev.tokenvending.caller.keys.KeyLocation;
import dev.tokenvending.caller.keys.PublicKeys;
import dev.tokenvending.caller.keys.UnfitKeyException;
import dev.tokenvending.caller.keys.VerificationKey;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an issuer of its settings, or notes everything that is wrong with them. */
record IssuerReader(Settings settings, Crypto crypto, KeySources sources, String prefix, IssuerProperties configured) {

    private static final int LONGEST_ISSUER = 1024;
    private static final String EXAMPLE_ISSUER = "https://login.example.com/";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    Optional<Issuer> read() {
        Optional<String> name = CallerNames.read(settings, prefix + ".name", configured.name(), "customers");
        Optional<String> issuer = issuer();
        checkAudiences();
        checkHeader();
        checkClaims();
        Set<JWSAlgorithm> algorithms = algorithms();
        Optional<IssuerKeys> keys = issuer.flatMap(its -> keys(its, algorithms));
        if (name.isEmpty() || issuer.isEmpty() || keys.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Issuer(
                name.get(),
                issuer.get(),
                configured.header(),
                Set.copyOf(configured.audiences()),
                algorithms,
                configured.identityClaim(),
                configured.requiredClaims(),
                keys.get()));
    }

    private Optional<String> issuer() {
        String issuer = configured.issuer();
        if (issuer == null || issuer.isBlank() || issuer.length() > LONGEST_ISSUER) {
            String what = issuer == null ? "is missing." : "is empty or too long.";
            settings.problem(prefix + ".issuer", what, EXAMPLE_ISSUER);
            return Optional.empty();
        }
        return Optional.of(issuer);
    }

    private void checkAudiences() {
        if (configured.audiences().isEmpty() || configured.audiences().stream().anyMatch(String::isBlank)) {
            settings.problem(
                    prefix + ".audiences",
                    "must say what this service is called in the tokens: others would be taken too.",
                    "example-app");
        }
    }

    private void checkHeader() {
        String header = configured.header();
        if (!HEADER.matcher(header).matches() || header.equalsIgnoreCase(ApiKeys.HEADER)) {
            settings.problem(
                    prefix + ".header", "is no name of a header that tokens may come in.", "X-Firebase-AppCheck");
        }
    }

    private void checkClaims() {
        if (configured.identityClaim().isBlank()) {
            settings.problem(prefix + ".identity-claim", "is empty.", "sub");
        }
        if (configured.requiredClaims().values().stream().anyMatch(String::isBlank)) {
            settings.problem(prefix + ".required-claims", "holds a claim without a value.", "email_verified: true");
        }
    }

    private Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> algorithms =
                configured.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        if (algorithms.isEmpty() || !VerificationKey.ALGORITHMS.containsAll(algorithms)) {
            Set<String> taken = new TreeSet<>();
            VerificationKey.ALGORITHMS.forEach(algorithm -> taken.add(algorithm.getName()));
            settings.problem(
                    prefix + ".algorithms",
                    "must be algorithms with a public key; none, and those with a shared secret, never are.",
                    String.join(", ", taken));
        }
        return algorithms;
    }

    private Optional<IssuerKeys> keys(String issuer, Set<JWSAlgorithm> algorithms) {
        String jwksUri = configured.jwksUri();
        if (configured.publicKey() != null) {
            if (jwksUri != null) {
                settings.problem(prefix + ".public-key", "stands beside jwks-uri.", "one of the two");
            }
            return fixedKey(configured.publicKey(), algorithms);
        }
        if (jwksUri != null) {
            String example = "https://login.example.com/.well-known/jwks.json";
            return OutboundUrl.read(settings, prefix + ".jwks-uri", jwksUri, example)
                    .map(url -> sources.at(KeyLocation.keySet(url), crypto));
        }
        return OutboundUrl.read(settings, prefix + ".issuer", issuer, EXAMPLE_ISSUER)
                .filter(url -> hasNoQuery(url.getRawQuery()))
                .map(_ -> sources.at(KeyLocation.discovery(issuer), crypto));
    }

    private boolean hasNoQuery(@Nullable String query) {
        if (query != null) {
            settings.problem(prefix + ".issuer", "must not have a query.", EXAMPLE_ISSUER);
        }
        return query == null;
    }

    private Optional<IssuerKeys> fixedKey(String configuredKey, Set<JWSAlgorithm> algorithms) {
        String property = prefix + ".public-key";
        String example = "file:/etc/token-vending/backend.pub.pem";
        Optional<String> text = settings.textOrFile(property, configuredKey);
        if (text.isEmpty()) {
            settings.problem(property, "is empty.", example);
            return Optional.empty();
        }
        try {
            VerificationKey key = PublicKeys.parse(text.get(), crypto);
            if (algorithms.stream().noneMatch(key::fits)) {
                settings.problem(
                        prefix + ".algorithms", "holds none that fits the public-key.", String.join(", ", key.names()));
            }
            return Optional.of(new FixedKey(key));
        } catch (UnfitKeyException e) {
            settings.problem(property, e.getMessage(), example);
            return Optional.empty();
        }
    }
}
