package dev.tokenvending.caller;

import static dev.tokenvending.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.RawAnswer;
import dev.tokenvending.Talkdesk;
import dev.tokenvending.WholeApp;
import dev.tokenvending.Wire;
import dev.tokenvending.reload.Configurations;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.util.ReflectionTestUtils;

/** Who is let in, and that nobody who is not learns why. */
@WholeApp
class UniformRefusalTests {

    private final int port;

    UniformRefusalTests(@Value("${local.server.port}") int port) {
        this.port = port;
    }

    static Stream<String> credentialsThatDoNotHold() {
        return Stream.of(
                Wire.basic("nobody", WholeApp.PASSWORD),
                Wire.basic(WholeApp.CALLER, "wrong"),
                Wire.basic(WholeApp.CALLER, ""),
                Wire.basic("", WholeApp.PASSWORD),
                Wire.basic("", ""),
                Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD + " "),
                Wire.basic(WholeApp.CALLER, " " + WholeApp.PASSWORD),
                Wire.basic(WholeApp.CALLER.toUpperCase(Locale.ROOT), WholeApp.PASSWORD),
                Wire.basic(" " + WholeApp.CALLER, WholeApp.PASSWORD),
                Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD + ":"),
                Wire.basic(WholeApp.CALLER, "x".repeat(20_000)),
                Wire.basic("x".repeat(20_000), WholeApp.PASSWORD),
                Wire.basic(WholeApp.CALLER, "\u0000"),
                Wire.basic("\u0000\r\n", "\r\n"),
                Wire.basic("ünïcødé", "電話"),
                Wire.basic(WholeApp.CALLER, WholeApp.FOREIGN_PASSWORD),
                Wire.basic(WholeApp.OPERATOR, WholeApp.OPERATORS_PASSWORD),
                "Basic " + base64(WholeApp.CALLER),
                "Basic " + base64(""),
                "Basic ====",
                "Basic !!!not-base64!!!",
                "Basic " + base64("\u00ff\u00fe:x".getBytes(StandardCharsets.ISO_8859_1)),
                "Basic",
                "Basic ",
                "",
                "Bearer " + Talkdesk.TOKEN,
                "Bearer",
                "Digest username=\"app-user\"",
                "Negotiate YII=",
                WholeApp.PASSWORD,
                "nonsense");
    }

    @ParameterizedTest
    @MethodSource("credentialsThatDoNotHold")
    void requestWhenCredentialDoesNotHoldThenAnsweredAsWithoutAny(String authorization) {
        RawAnswer without = Wire.get("/token").named("same").to(port);
        assertProblem(without, "unauthenticated");
        RawAnswer with = Wire.get("/token")
                .named("same")
                .with("Authorization", authorization)
                .to(port);
        assertThat(with.head().lines().findFirst())
                .isEqualTo(without.head().lines().findFirst());
        assertThat(with.steadyHeaders()).isEqualTo(without.steadyHeaders());
        assertThat(with.body()).isEqualTo(without.body());
        assertThat(Talkdesk.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token/example-app-ios", "/token/no-such-app", "/token/a/b/c", "/token?format=xml"})
    void requestWhenCallerIsUnknownThenNothingIsLearnedOfTheRest(String target) {
        RawAnswer plain = Wire.get("/token").named("same").to(port);
        RawAnswer answer =
                Wire.get(target).named("same").as("nobody", "nothing").to(port);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(plain.body());
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(plain.header("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "basic", "BASIC"})
    void requestWhenSchemeIsSpelledAnyWayThenVended(String scheme) {
        String credential = Wire.basic(WholeApp.CALLER, WholeApp.PASSWORD).replace("Basic", scheme);
        RawAnswer answer = Wire.get("/token").with("Authorization", credential).to(port);
        assertThat(answer.status()).isEqualTo(200);
    }

    /** The challenge says UTF-8 (RFC 7617), so UTF-8 it is. */
    @Test
    void requestWhenCallersNameIsForeignThenVendedUnderThatName() {
        RawAnswer answer = Wire.get("/token")
                .as(WholeApp.FOREIGN_CALLER, WholeApp.FOREIGN_PASSWORD)
                .to(port);
        assertThat(answer.json().path("identity").stringValue()).isEqualTo(WholeApp.FOREIGN_CALLER);
    }

    @Test
    void requestWhenTwoCredentialsThenInvalidRequestWhicheverHolds() {
        Wire good = Wire.get("/token").asCaller();
        assertProblem(good.asCaller().to(port), "invalid_request");
        assertProblem(good.with("Authorization", "Bearer x").to(port), "invalid_request");
        assertProblem(Wire.get("/token").with("Authorization", "").asCaller().to(port), "invalid_request");
        assertThat(Talkdesk.calls()).isZero();
    }

    /** Incident: a slow hash on every request lets a handful of clients stop the machine. */
    @Test
    void requestWhenPasswordsAreComparedThenNoSlowHashIsThere(@Autowired ApplicationContext context) {
        assertThat(context.getBeanNamesForType(PasswordEncoder.class)).isEmpty();
        assertThat(context.getBeanNamesForType(UserDetailsService.class)).isEmpty();
        Callers known = context.getBean(Configurations.class).current().part(Callers.class);
        BasicCallers callers = (BasicCallers) ReflectionTestUtils.getField(known, "basic");
        assertThat(callers).hasOnlyFields("passwords", "nobodys");
        assertThat(callers).extracting("nobodys").hasOnlyFields("sha256");
    }

    @Test
    void requestWhenAnsweredThenNothingIsRemembered() {
        RawAnswer first = Wire.get("/token").asCaller().to(port);
        assertThat(first.headers("Set-Cookie")).isEmpty();
        RawAnswer second =
                Wire.get("/token").with("Cookie", "JSESSIONID=0123456789ABCDEF").to(port);
        assertProblem(second, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/token?format=text", "/token?format=xml", "/token/none", "/"})
    void requestWhenAnsweredThenBrowsersAreToldToBeCareful(String target) {
        RawAnswer answer = Wire.get(target).asCaller().to(port);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.headers("Server")).isEmpty();
        assertThat(answer.headers("X-Powered-By")).isEmpty();
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
