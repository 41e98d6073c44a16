package dev.tokenvending.talkdesk;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code jti} of an access token, for those who look for it in Talkdesk's own records. To us the token is opaque: one
 * that is no JWT, or has no such id, is as good.
 */
final class TokenId {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private TokenId() {}

    static @Nullable String of(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return first < 0 || second < 0
                ? null
                : ofPayload(token.substring(first + 1, second)).orElse(null);
    }

    private static Optional<String> ofPayload(String payload) {
        try {
            JsonNode id = JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("jti");
            return id.isString() && PLAIN.matcher(id.stringValue()).matches()
                    ? Optional.of(id.stringValue())
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }
}
