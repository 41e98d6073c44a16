package dev.tokenvending.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.tokenvending.RawAnswer;
import dev.tokenvending.Wire;
import java.net.URI;
import java.text.ParseException;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.util.UriComponentsBuilder;

/** The way of a sign-in, step by step over real HTTP: what the app does, and what the user's browser does. */
public final class TestWay {

    private final int port;

    public TestWay(int port) {
        this.port = port;
    }

    RawAnswer ask(TestCaller caller, String method, String target) {
        return caller.asks(Wire.of(method, target)).named(name()).to(port);
    }

    RawAnswer begin(TestCaller caller, String app) {
        return ask(caller, "POST", "/token/" + app + "/authorization");
    }

    /** Where the user goes. */
    public String url(TestCaller caller, String app) {
        RawAnswer answer = begin(caller, app);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("authorization_url").stringValue();
    }

    RawAnswer page(String url) {
        return toTalkdesk(url, "GET", "");
    }

    /** What the user decides on the page; gives the query by which the browser comes back. */
    String decide(String url, String form) {
        RawAnswer answer = toTalkdesk(url, "POST", form);
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith(SignInApp.REDIRECT_URI + "?");
        return URI.create(answer.header("Location")).getRawQuery();
    }

    String approve(String url, String user) {
        return decide(url, "decision=approve&user=" + user);
    }

    private static RawAnswer toTalkdesk(String url, String method, String form) {
        URI uri = URI.create(url);
        return Wire.of(method, uri.getRawPath() + "?" + uri.getRawQuery())
                .with("Content-Type", "application/x-www-form-urlencoded")
                .sending(form)
                .to(uri.getPort());
    }

    /** With no header that a browser need not send. */
    RawAnswer back(String query) {
        return back("GET", query);
    }

    RawAnswer back(String method, String query) {
        return Wire.of(method, "/authorization/callback?" + query).named(name()).to(port);
    }

    /** As far as the link that opens the app, which has the code in it. */
    String code(TestCaller caller, String app, String user) {
        return code(back(approve(url(caller, app), user)));
    }

    static String code(RawAnswer back) {
        assertThat(back.status()).as(back.body()).isEqualTo(302);
        return parameter(back.header("Location"), "code");
    }

    public RawAnswer redeem(TestCaller caller, String app, String code) {
        return ask(caller, "POST", "/token/" + app + "/authorization?code=" + code);
    }

    /** All the way. */
    void signIn(TestCaller caller, String app, String user) {
        RawAnswer answer = redeem(caller, app, code(caller, app, user));
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    }

    RawAnswer forget(TestCaller caller, String app) {
        return ask(caller, "DELETE", "/token/" + app + "/authorization");
    }

    public RawAnswer token(TestCaller caller, String app) {
        return ask(caller, "GET", "/token/" + app);
    }

    /** Of a URL. */
    public static String parameter(String url, String name) {
        return Objects.requireNonNull(
                UriComponentsBuilder.fromUriString(url).build().getQueryParams().getFirst(name), url);
    }

    /** Of whom the token is that was handed out. */
    public static String subject(RawAnswer answer) throws ParseException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return SignedJWT.parse(answer.json().path("token").stringValue())
                .getJWTClaimsSet()
                .getSubject();
    }

    private static String name() {
        return "sign-in-" + UUID.randomUUID();
    }
}
