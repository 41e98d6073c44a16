package dev.tokenvending.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Words a ruling as Talkdesk ID does, or spoils it as the fault demands. */
final class Replies {

    /** A scope nobody asks for. */
    static final String WIDER_SCOPE = "sandbox:wider";

    private static final String BAD_GATEWAY_PAGE = """
        <!DOCTYPE html>
        <html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>
        """;

    private final AccessTokens tokens;
    private final UserFields userFields;

    Replies(AccessTokens tokens, UserFields userFields) {
        this.tokens = tokens;
        this.userFields = userFields;
    }

    Reply to(Ruling ruling, Fault fault, Instant now) {
        return switch (fault) {
            case UNAUTHORIZED ->
                Refused.invalidClient("the fault 401 is in force").reply();
            case TOO_MANY_REQUESTS ->
                new Refused(429, "too_many_requests", "the fault 429 is in force")
                        .reply()
                        .with("Retry-After", "5");
            case SERVER_ERROR -> new Refused(500, "server_error", "the fault 500 is in force").reply();
            case HTML_BAD_GATEWAY -> Reply.of(502, "text/html; charset=utf-8", BAD_GATEWAY_PAGE);
            case CUT -> proper(ruling, fault, now).cutShort();
            case NONE,
                    SLOW,
                    CLOCK_SKEW,
                    MALFORMED,
                    EXPIRES_MISSING,
                    EXPIRES_ZERO,
                    EXPIRES_NEGATIVE,
                    EXPIRES_HUGE,
                    EXPIRES_TEXT,
                    WIDER_SCOPE -> proper(ruling, fault, now);
        };
    }

    private Reply proper(Ruling ruling, Fault fault, Instant now) {
        return switch (ruling) {
            case Refused refused -> refused.reply();
            case Granted granted -> {
                Granted told = told(granted, fault);
                yield grant(tokens.issue(told, now), told, Map.of(), fault);
            }
            case UserGranted granted -> {
                Granted told = told(granted.granted(), fault);
                String token = tokens.issue(told, granted.signIn().user(), now);
                yield grant(token, told, userFields.of(granted, now), fault);
            }
        };
    }

    private static Granted told(Granted granted, Fault fault) {
        return fault == Fault.WIDER_SCOPE ? granted.with(WIDER_SCOPE) : granted;
    }

    private static Reply grant(String token, Granted granted, Map<String, Object> more, Fault fault) {
        var body = new LinkedHashMap<String, Object>();
        body.put("access_token", token);
        body.put("token_type", "Bearer");
        expiresIn(fault).ifPresent(seconds -> body.put("expires_in", seconds));
        body.put("scope", granted.scope());
        body.putAll(more);
        Reply whole = Reply.json(200, body);
        return fault == Fault.MALFORMED ? halved(whole) : whole;
    }

    private static Optional<Object> expiresIn(Fault fault) {
        return switch (fault) {
            case EXPIRES_MISSING -> Optional.empty();
            case EXPIRES_ZERO -> Optional.of(0);
            case EXPIRES_NEGATIVE -> Optional.of(-1);
            case EXPIRES_HUGE -> Optional.of(1_000_000_000_000_000_000L);
            case EXPIRES_TEXT -> Optional.of(Long.toString(AccessTokens.LIFE.toSeconds()));
            default -> Optional.of(AccessTokens.LIFE.toSeconds());
        };
    }

    private static Reply halved(Reply reply) {
        return new Reply(
                reply.status(),
                reply.contentType(),
                reply.headers(),
                reply.body().substring(0, reply.body().length() / 2),
                reply.cut());
    }
}
