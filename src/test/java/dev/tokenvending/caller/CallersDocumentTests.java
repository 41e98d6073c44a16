package dev.tokenvending.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Fingerprint;
import dev.tokenvending.core.TestTicker;
import dev.tokenvending.settings.Settings;
import dev.tokenvending.settings.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mock.env.MockEnvironment;

/** The recipes of {@code docs/callers.md}, each with a token as that provider makes them; only hosts are our own. */
class CallersDocumentTests {

    private static final Path DOCUMENT = Path.of(System.getProperty("project.basedir", ".."), "docs/callers.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("https://[a-z0-9.-]+");

    private static final Map<String, Object> JWT = Map.of("typ", "JWT");
    private static final JWK BACKEND = TestIssuerKeys.ec("backend");

    private final JWK key = TestIssuerKeys.rsa();
    private final TestIssuer issuer = TestIssuer.start().publishes(encryptionKey(), key);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        issuer.close();
    }

    /** Beside the key for signatures, as Keycloak publishes one. */
    private static JWK encryptionKey() {
        return new RSAKey.Builder(TestIssuerKeys.rsa().toRSAKey().toPublicJWK())
                .keyID("enc-1")
                .keyUse(KeyUse.ENCRYPTION)
                .build();
    }

    /**
     * What a provider puts into its tokens.
     *
     * @param header beside {@code alg} and {@code kid}
     * @param claims beside {@code exp}
     */
    record Shape(
            String recipe, Map<String, Object> header, Map<String, Object> claims, String arrivesIn, String identity) {

        private static Shape bearer(
                String recipe, Map<String, Object> header, Map<String, Object> claims, String identity) {
            return new Shape(recipe, header, claims, "Authorization", identity);
        }
    }

    private static List<Shape> shapes() {
        return List.of(
                Shape.bearer(
                        "Auth0",
                        JWT,
                        Map.of(
                                "iss", "https://acme.eu.auth0.com/",
                                "sub", "auth0|6553da60a54af58e29493993",
                                "aud", List.of("https://tokens.acme.example", "https://acme.eu.auth0.com/userinfo"),
                                "azp", "my_client_id",
                                "scope", "openid profile"),
                        "auth0|6553da60a54af58e29493993"),
                Shape.bearer(
                        "Auth0",
                        Map.of("typ", "at+jwt"),
                        Map.of(
                                "iss", "https://acme.eu.auth0.com/",
                                "sub", "auth0|6553da60a54af58e29493993",
                                "aud", "https://tokens.acme.example",
                                "client_id", "my_client_id",
                                "jti", "73WakrfVbNJBaAmhQtEeDv"),
                        "auth0|6553da60a54af58e29493993"),
                Shape.bearer(
                        "Amazon Cognito",
                        Map.of(),
                        Map.of(
                                "iss", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI",
                                "sub", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
                                "aud", "1example23456789",
                                "token_use", "id",
                                "cognito:username", "anna",
                                "email_verified", true),
                        "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
                Shape.bearer(
                        "Firebase Authentication",
                        JWT,
                        Map.of(
                                "iss", "https://securetoken.google.com/acme-project",
                                "aud", "acme-project",
                                "sub", "Xk3ZqW8rT1",
                                "user_id", "Xk3ZqW8rT1",
                                "auth_time", 1_700_000_000,
                                "firebase", Map.of("sign_in_provider", "password", "identities", Map.of())),
                        "Xk3ZqW8rT1"),
                Shape.bearer(
                        "Microsoft Entra ID",
                        Map.of("typ", "JWT", "x5t", "thumbprint"),
                        Map.of(
                                "iss", "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0",
                                "aud", "00001111-aaaa-2222-bbbb-3333cccc4444",
                                "tid", "aaaabbbb-0000-cccc-1111-dddd2222eeee",
                                "oid", "22223333-cccc-4444-dddd-5555eeee6666",
                                "sub", "pairwise-for-this-app",
                                "scp", "access_as_user",
                                "ver", "2.0",
                                "nbf", 1_700_000_000),
                        "22223333-cccc-4444-dddd-5555eeee6666"),
                Shape.bearer(
                        "Keycloak",
                        JWT,
                        Map.of(
                                "iss", "https://sso.acme.example/realms/acme",
                                "aud", List.of("token-vending", "account"),
                                "sub", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                                "typ", "Bearer",
                                "azp", "ios-app",
                                "realm_access", Map.of("roles", List.of("offline_access"))),
                        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
                Shape.bearer(
                        "Okta",
                        Map.of(),
                        Map.of(
                                "iss", "https://acme.okta.com/oauth2/default",
                                "aud", "api://default",
                                "sub", "anna@acme.example",
                                "uid", "00u1abcdEFGH2ijkl3m4",
                                "cid", "0oa1client",
                                "ver", 1,
                                "scp", List.of("openid", "profile")),
                        "00u1abcdEFGH2ijkl3m4"),
                Shape.bearer(
                        "Your own backend",
                        JWT,
                        Map.of("iss", "acme-backend", "aud", "token-vending", "sub", "customer-4711"),
                        "customer-4711"),
                new Shape(
                        "Firebase App Check",
                        JWT,
                        Map.of(
                                "iss", "https://firebaseappcheck.googleapis.com/123456789012",
                                "aud", List.of("projects/123456789012", "projects/acme-project"),
                                "sub", "1:123456789012:ios:abcdef0123456789",
                                "provider", "device_check"),
                        "X-Firebase-AppCheck",
                        "1:123456789012:ios:abcdef0123456789"));
    }

    static Stream<Arguments> named() {
        return shapes().stream().map(shape -> Arguments.argumentSet(shape.recipe() + " " + shape.header(), shape));
    }

    @ParameterizedTest
    @MethodSource("named")
    void recipeWhenCopiedThenTokensOfThatProviderAreTaken(Shape shape) throws IOException {
        TestCallers callers = callersOf(recipe(shape.recipe()));
        TestTokens token = token(shape);
        Caller caller =
                callers.callers().authenticate(new Credential.Token(shape.arrivesIn(), token.sign()), Instant.now());
        assertThat(caller.id()).isEqualTo(shape.identity());
        assertThat(callers.callers().names()).containsExactly("issuer:" + caller.issuer());
    }

    @ParameterizedTest
    @MethodSource("named")
    void recipeWhenTokenIsForSomebodyElseThenNot(Shape shape) throws IOException {
        TestCallers callers = callersOf(recipe(shape.recipe()));
        assertThat(callers.refusalOf(new Credential.Token(
                        shape.arrivesIn(),
                        token(shape).claim("aud", "somebody-else").sign())))
                .isEqualTo("wrong_audience");
        assertThat(callers.refusalOf(new Credential.Token(
                        shape.arrivesIn(),
                        token(shape).signedBy(TestIssuerKeys.newRsa("rsa-1")).sign())))
                .isEqualTo("wrong_signature");
    }

    /** ID tokens where access tokens are meant, tokens without a user, and the other way round. */
    @Test
    void recipeWhenTokenIsOfTheOtherKindThenNot() throws IOException {
        assertRefused("Amazon Cognito", "token_use", "access", "required_claim");
        assertRefused("Microsoft Entra ID", "scp", null, "required_claim");
        assertRefused("Microsoft Entra ID", "ver", "1.0", "required_claim");
        assertRefused("Keycloak", "typ", "ID", "required_claim");
        assertRefused("Okta", "uid", null, "no_identity");
    }

    private void assertRefused(String recipe, String claim, @Nullable Object value, String reason) throws IOException {
        Shape shape = shapes().stream()
                .filter(it -> it.recipe().equals(recipe))
                .findFirst()
                .orElseThrow();
        assertThat(callersOf(recipe(recipe))
                        .refusalOf(token(shape).claim(claim, value).sign()))
                .isEqualTo(reason);
    }

    @Test
    void settingsWhenCopiedThenTheyAreDefaults() throws IOException {
        String section = document().substring(document().indexOf("\n## Issuers\n"));
        Matcher yaml = YAML.matcher(section);
        assertThat(yaml.find()).isTrue();
        assertThat(callersOf(yaml.group(1))
                        .bearer(TestTokens.by(key)
                                .claim("iss", local("https://login.example.com/"))
                                .claim("aud", "example-app")
                                .claim("sub", "anna")
                                .expiring(Instant.now().plusSeconds(600))
                                .sign())
                        .id())
                .isEqualTo("anna");
    }

    @Test
    void rotationOfApiKeysWhenCopiedThenBothKeysAreOneCaller() throws IOException {
        String section = document().substring(document().indexOf("\n**Replacing a key.**"));
        Matcher yaml = YAML.matcher(section);
        assertThat(yaml.find()).isTrue();
        String settings = yaml.group(1)
                .replace("3c1f…", Fingerprint.of("c4nary-old").hex())
                .replace("9b74…", Fingerprint.of("c4nary-new").hex());
        TestCallers callers = callersOf(settings);
        Instant before = Instant.parse("2026-12-31T23:59:59Z");
        assertThat(callers.apiKey("c4nary-old", before)).isEqualTo(callers.apiKey("c4nary-new", before));
        assertThat(callers.refusalOf(new Credential.ApiKey("c4nary-old"), before.plusSeconds(1)))
                .isEqualTo("expired_key");
    }

    /** A recipe without a test would rot. */
    @Test
    void recipesWhenCountedThenEachHasAToken() throws IOException {
        String recipes = document().substring(document().indexOf("\n## Recipes\n"));
        List<String> headings = Pattern.compile("(?m)^### (.+)$")
                .matcher(recipes)
                .results()
                .map(heading -> heading.group(1))
                .toList();
        assertThat(headings)
                .containsExactlyElementsOf(
                        shapes().stream().map(Shape::recipe).distinct().toList());
    }

    private TestTokens token(Shape shape) {
        TestTokens token = TestTokens.by(key).expiring(Instant.now().plusSeconds(600));
        if (shape.recipe().equals("Your own backend")) {
            token = TestTokens.by(BACKEND).expiring(Instant.now().plusSeconds(600));
        }
        for (var header : shape.header().entrySet()) {
            token.header(header.getKey(), header.getValue());
        }
        for (var claim : shape.claims().entrySet()) {
            token.claim(claim.getKey(), local(claim.getValue()));
        }
        return token;
    }

    private Object local(Object value) {
        return switch (value) {
            case String text -> local(text);
            case List<?> list -> list.stream().map(it -> local((Object) it)).toList();
            default -> value;
        };
    }

    private String local(String text) {
        return HOST.matcher(text).replaceAll(Matcher.quoteReplacement(issuer.origin()));
    }

    private TestCallers callersOf(String yaml) throws IOException {
        Path backend = directory.resolve("backend.pub.pem");
        Files.writeString(backend, TestIssuerKeys.pem(BACKEND));
        String local = local(yaml).replace("/etc/token-vending/backend.pub.pem", backend.toString());
        MockEnvironment environment = new MockEnvironment();
        new YamlPropertySourceLoader()
                .load("recipe", new ByteArrayResource(local.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addLast);
        Settings settings = new Settings(environment);
        Callers callers = CallersReader.read(settings, TestCallers.keys(new TestTicker()));
        assertThat(TestSettings.problems(settings)).isEmpty();
        return TestCallers.of(callers);
    }

    private static String recipe(String heading) throws IOException {
        String section = document().substring(document().indexOf("\n### " + heading + "\n"));
        Matcher yaml = YAML.matcher(section);
        assertThat(yaml.find()).isTrue();
        return yaml.group(1);
    }

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }
}
