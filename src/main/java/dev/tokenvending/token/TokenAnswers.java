package dev.tokenvending.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Caller;

/** The three shapes a vended token is handed over in. */
final class TokenAnswers {

    private TokenAnswers() {}

    static Body json(Caller caller, AccessToken token) {
        return Body.json(new TokenJson(
                caller.id(),
                token.value(),
                "Bearer",
                token.secondsLeft(),
                token.scope().toString()));
    }

    /** Exactly the token's characters: Talkdesk's iOS SDK page takes the whole body as the token. */
    static Body text(AccessToken token) {
        return Body.text(token.value());
    }

    /** What Talkdesk's sample apps read, with exactly 201: {@code auth_token}. */
    static Body authToken(AccessToken token) {
        return Body.json(new AuthTokenJson(token.value(), token.secondsLeft()));
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
