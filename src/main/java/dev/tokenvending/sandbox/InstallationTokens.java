package dev.tokenvending.sandbox;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** The token endpoints of the installations, each for its own clients and for as long as they are good. */
final class InstallationTokens {

    private final SandboxInstallations installations;
    private final TokenAnswers answers;
    private final Clock clock;

    InstallationTokens(SandboxInstallations installations, TokenAnswers answers, Clock clock) {
        this.installations = installations;
        this.answers = answers;
        this.clock = clock;
    }

    Reply answer(String id, ClassicHttpRequest request) throws IOException {
        Optional<SandboxInstallation> installation = installations.find(id);
        if (installation.isEmpty()) {
            return answers.refusal(Refused.notFound("there is no such installation"));
        }
        List<InstallationClient> good = installation.get().clientsAt(clock.instant());
        if (good.isEmpty()) {
            return answers.refusal(Refused.invalidClient("the app is not installed any more"));
        }
        return answers.answer(request, reading -> asking(good, reading).counter());
    }

    /** The newest, where the request names none of them, finds the proper words of refusal. */
    private static InstallationClient asking(List<InstallationClient> good, FormReading reading) {
        Optional<String> named = switch (reading) {
            case Refused _ -> Optional.empty();
            case TokenForm form -> form.value("client_id").or(() -> issuer(form));
        };
        return good.stream()
                .filter(client -> named.equals(Optional.of(client.id())))
                .findFirst()
                .orElseGet(good::getLast);
    }

    /** Unverified: it only chooses who verifies it. */
    private static Optional<String> issuer(TokenForm form) {
        try {
            String assertion = form.value("client_assertion").orElse("");
            return Optional.ofNullable(
                    SignedJWT.parse(assertion).getJWTClaimsSet().getIssuer());
        } catch (ParseException malformed) {
            return Optional.empty();
        }
    }
}
