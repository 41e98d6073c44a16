package dev.tokenvending.sandbox;

import java.io.IOException;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;

/** Answers at the authorization endpoint: with the page on a {@code GET}, and as the user decides on a {@code POST}. */
final class AuthorizationDesk {

    private final AuthorizationCheck check;
    private final SignIns signIns;

    AuthorizationDesk(AuthorizationCheck check, SignIns signIns) {
        this.check = check;
        this.signIns = signIns;
    }

    /**
     * Answers one request.
     *
     * @param clients those that may ask here
     */
    Reply answer(ClassicHttpRequest request, List<KnownClient> clients) throws IOException {
        boolean decided = request.getMethod().equals("POST");
        if (!decided && !request.getMethod().equals("GET")) {
            String allowed = "GET, POST";
            return AuthorizationPage.refusal(Refused.methodNotAllowed(allowed)).with(HttpHeaders.ALLOW, allowed);
        }
        return switch (check.read(request.getRequestUri(), clients)) {
            case AuthorizationReading.Lost lost -> AuthorizationPage.refusal(lost.refused());
            case AuthorizationReading.Sent sent -> sent.address().withError(sent.refused());
            case AuthorizationRequest asked ->
                decided ? decision(asked, form(request)) : AuthorizationPage.asking(asked);
        };
    }

    private static FormReading form(ClassicHttpRequest request) throws IOException {
        return TokenForm.read(RequestBytes.contentType(request), RequestBytes.of(request, TokenForm.MAX_BYTES));
    }

    private Reply decision(AuthorizationRequest asked, FormReading reading) {
        return switch (reading) {
            case Refused refused -> AuthorizationPage.refusal(refused);
            case TokenForm form -> decision(asked, form);
        };
    }

    private Reply decision(AuthorizationRequest asked, TokenForm form) {
        return switch (form.value("decision").orElse("")) {
            case "approve" -> approval(asked, form);
            case "deny" -> asked.address().withError(new Refused(400, "access_denied", "the user has denied it"));
            case "fail" -> asked.address().withError(new Refused(500, "server_error", "the button Fail was pressed"));
            default -> AuthorizationPage.refusal(Refused.invalidRequest("decision is none of those there are"));
        };
    }

    private Reply approval(AuthorizationRequest asked, TokenForm form) {
        return form.value("user")
                .flatMap(SandboxUser::withId)
                .map(user -> asked.address().withCode(signIns.begin(asked, user)))
                .orElseGet(() -> AuthorizationPage.refusal(Refused.invalidRequest("user is none of those there are")));
    }
}
