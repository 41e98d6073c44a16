package dev.tokenvending.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Caller;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** The three shapes a vended token is handed over in, each as bytes: their number is told ahead, and they go out at once. */
final class TokenAnswers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TokenAnswers() {}

    static ResponseEntity<Object> json(Caller caller, AccessToken token) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(new TokenJson(
                        caller.id(),
                        token.value(),
                        "Bearer",
                        token.secondsLeft(),
                        token.scope().toString())));
    }

    /** Exactly the token's characters: Talkdesk's iOS SDK page takes the whole body as the token. */
    static ResponseEntity<Object> text(AccessToken token) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(token.value().getBytes(StandardCharsets.US_ASCII));
    }

    /** What Talkdesk's sample apps read: exactly 201, and {@code auth_token}. */
    static ResponseEntity<Object> created(AccessToken token) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(JSON.writeValueAsBytes(new AuthTokenJson(token.value(), token.secondsLeft())));
    }

    private record TokenJson(
            String identity,
            String token,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            String scope) {

        @Override
        public String toString() {
            return "TokenJson[hidden]";
        }
    }

    private record AuthTokenJson(
            @JsonProperty("auth_token") String authToken,
            @JsonProperty("expires_in") long expiresIn) {

        @Override
        public String toString() {
            return "AuthTokenJson[hidden]";
        }
    }
}
