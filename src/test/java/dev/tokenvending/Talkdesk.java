package dev.tokenvending;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tokenvending.talkdesk.GuardReset;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** A Talkdesk ID on WireMock that answers as it is told, and counts. Before each test it is well again, and known to be. */
public final class Talkdesk implements BeforeEachCallback {

    public static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhY21lIn0.c2lnbmF0dXJl-_";
    public static final String SCOPE = "visual-sessions:execute";
    public static final String PRIVATE_KEY = privateKey();

    private static final WireMockServer SERVER = started();

    public static String tokenUri() {
        return "http://127.0.0.1:" + SERVER.port() + "/oauth/token";
    }

    public static void answers(ResponseDefinitionBuilder answer) {
        SERVER.resetAll();
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    public static void answers(int status, String body) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body));
    }

    public static void isWell() {
        answers(200, granting(TOKEN));
    }

    public static String granting(String token) {
        return """
            {"access_token":"%s","token_type":"Bearer","expires_in":600,"scope":"%s"}\
            """.formatted(token, SCOPE);
    }

    /** How many requests have arrived since it was last told what to answer. */
    public static int calls() {
        return requests().size();
    }

    public static List<LoggedRequest> requests() {
        return SERVER.findAll(anyRequestedFor(anyUrl()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        isWell();
        GuardReset.closeAll(SpringExtension.getApplicationContext(context));
    }

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(
                wireMockConfig().dynamicPort().bindAddress("127.0.0.1").http2PlainDisabled(true));
        server.start();
        return server;
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
