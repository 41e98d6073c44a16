package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AccountTests {

    private static final AccountId ID = new AccountId("acme");
    private static final URI URL = URI.create("https://acme.talkdeskid.com/oauth/token");
    private static final String AUDIENCE = URL.toString();
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Scope SCOPE = new Scope(new TreeSet<>(List.of("visual-sessions:execute")));
    private static final PrivateKey PRIVATE_KEY = newPrivateKey();
    private static final SigningKey KEY = new SigningKey("key", KeyAlgorithm.PS256, PRIVATE_KEY);
    private static final Account ACCOUNT = new Account(ID, URL, AUDIENCE, "client", KEY, LIFETIME, SCOPE);

    /** By the component in which each differs from the account above, those of the key included. */
    private static final Map<String, Account> CHANGED = Map.of(
            "id", new Account(new AccountId("other"), URL, AUDIENCE, "client", KEY, LIFETIME, SCOPE),
            "tokenUrl", new Account(ID, URI.create(URL + "2"), AUDIENCE, "client", KEY, LIFETIME, SCOPE),
            "audience", new Account(ID, URL, "https://audience.example.com", "client", KEY, LIFETIME, SCOPE),
            "clientId", new Account(ID, URL, AUDIENCE, "client2", KEY, LIFETIME, SCOPE),
            "credential.id", with(new SigningKey("key2", KeyAlgorithm.PS256, PRIVATE_KEY)),
            "credential.algorithm", with(new SigningKey("key", KeyAlgorithm.PS384, PRIVATE_KEY)),
            "credential.privateKey", with(new SigningKey("key", KeyAlgorithm.PS256, newPrivateKey())),
            "assertionLifetime", new Account(ID, URL, AUDIENCE, "client", KEY, Duration.ofMinutes(1), SCOPE),
            "scope", new Account(ID, URL, AUDIENCE, "client", KEY, LIFETIME, new Scope(new TreeSet<>(List.of("a")))),
            "authorizationUrl",
                    new Account(
                            ID, URL, AUDIENCE, "client", KEY, LIFETIME, SCOPE, URI.create("https://id.example.com/")));

    static final Set<String> RELEVANT =
            Set.of("tokenUrl", "audience", "clientId", "credential.id", "credential.algorithm");

    /**
     * A token stays what it is when these change: the scope is a part of every cache key beside the version, and a new
     * key is registered under a new id.
     */
    static final Set<String> IRRELEVANT =
            Set.of("id", "credential.privateKey", "assertionLifetime", "scope", "authorizationUrl");

    @Test
    void versionWhenComponentIsAddedThenItMustBeDecidedAbout() {
        Stream<String> ofAccount = names(Account.class).filter(name -> !name.equals("credential"));
        Stream<String> ofKey = names(SigningKey.class).map(name -> "credential." + name);
        Stream<String> decided = Stream.concat(RELEVANT.stream(), IRRELEVANT.stream());
        assertThat(Stream.concat(ofAccount, ofKey)).containsExactlyInAnyOrderElementsOf(decided.toList());
    }

    @ParameterizedTest
    @FieldSource("RELEVANT")
    void versionWhenEndpointOrCredentialsChangeThenAnother(String component) {
        assertThat(changed(component).version()).isNotEqualTo(ACCOUNT.version());
    }

    @ParameterizedTest
    @FieldSource("IRRELEVANT")
    void versionWhenAnythingElseChangesThenTheSame(String component) {
        assertThat(changed(component)).isNotEqualTo(ACCOUNT);
        assertThat(changed(component).version()).isEqualTo(ACCOUNT.version());
    }

    @Test
    void versionWhenTextMovesFromOneComponentToTheNextThenAnother() {
        Account one = new Account(ID, URL, "a\nb", "c", KEY, LIFETIME, SCOPE);
        Account other = new Account(ID, URL, "a", "b\nc", KEY, LIFETIME, SCOPE);
        assertThat(one.version()).isNotEqualTo(other.version());
    }

    @Test
    void toStringWhenPrintedThenNoPrivateKey() {
        assertThat(ACCOUNT.toString())
                .contains("SigningKey[id=key, algorithm=PS256]")
                .doesNotContain("PrivateKey");
    }

    private static Account changed(String component) {
        return CHANGED.entrySet().stream()
                .filter(entry -> entry.getKey().equals(component))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Account with(SigningKey key) {
        return new Account(ID, URL, AUDIENCE, "client", key, LIFETIME, SCOPE);
    }

    private static Stream<String> names(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
    }

    private static PrivateKey newPrivateKey() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
