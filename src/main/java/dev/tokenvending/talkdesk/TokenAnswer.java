package dev.tokenvending.talkdesk;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The JSON body of a token endpoint's answer (RFC 6749 §5.1 and §5.2), each field as far as it can be believed. */
final class TokenAnswer {

    /** A longer life is believed to be this long: the token may live on, but nobody relies on it. */
    static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern ERROR_CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7E]");
    private static final Pattern TOKEN_LIKE = Pattern.compile("[A-Za-z0-9_~+/=.-]{40,}");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]+");
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int LONGEST_REFRESH_TOKEN = 8 * 1024;
    private static final int LONGEST_ID_TOKEN = 16 * 1024;
    private static final int LONGEST_SID = 200;

    private final JsonNode fields;

    private TokenAnswer(JsonNode fields) {
        this.fields = fields;
    }

    /** The answer in the given text; one without any field when it is no JSON object. */
    static TokenAnswer parse(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return new TokenAnswer(node.isObject() ? node : MissingNode.getInstance());
        } catch (JacksonException e) {
            return new TokenAnswer(MissingNode.getInstance());
        }
    }

    boolean isObject() {
        return fields.isObject();
    }

    @Nullable
    String accessToken() {
        return text("access_token");
    }

    boolean isBearer() {
        return "Bearer".equalsIgnoreCase(text("token_type"));
    }

    /** Absent when {@code expires_in} is missing, not a whole number of JSON, or not positive. */
    @Nullable
    Duration life() {
        JsonNode life = fields.path("expires_in");
        if (!life.isIntegralNumber() || life.bigIntegerValue().signum() <= 0) {
            return null;
        }
        BigInteger longest = BigInteger.valueOf(LONGEST_LIFE.toSeconds());
        return Duration.ofSeconds(life.bigIntegerValue().min(longest).longValueExact());
    }

    /** What came along for a user. */
    UserTokens userTokens() {
        return new UserTokens(
                printable("refresh_token", LONGEST_REFRESH_TOKEN),
                printable("sid", LONGEST_SID),
                printable("id_token", LONGEST_ID_TOKEN));
    }

    boolean hasScope() {
        return fields.has("scope");
    }

    /** Empty when {@code scope} is no text. */
    String scope() {
        String scope = text("scope");
        return scope == null ? "" : scope;
    }

    @Nullable
    String error() {
        String error = text("error");
        return error != null && ERROR_CODE.matcher(error).matches() ? error : null;
    }

    /** For the operator's log: one short line in which nothing that could be a credential is left. */
    @Nullable
    String errorDescription() {
        String description = text("error_description");
        if (description == null) {
            return null;
        }
        String plain = NOT_PRINTABLE.matcher(description).replaceAll(" ");
        String harmless = TOKEN_LIKE.matcher(plain).replaceAll("[…]");
        return harmless.substring(0, Math.min(LONGEST_DESCRIPTION, harmless.length()));
    }

    /** Absent as well when it is empty, too long, or of more than the visible characters of ASCII (RFC 6749 A.17). */
    private @Nullable String printable(String field, int longest) {
        String text = text(field);
        return text != null && text.length() <= longest && VISIBLE.matcher(text).matches() ? text : null;
    }

    private @Nullable String text(String field) {
        JsonNode node = fields.path(field);
        return node.isString() ? node.stringValue() : null;
    }
}
