package dev.tokenvending.appconnect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.outbound.OutboundHttp;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public keys by which Talkdesk signs its events, fetched from the configured host alone and once a day, and kept for a
 * week while that host is away. Anybody may send us an id: each unknown one is asked for once a minute, and of all of them
 * so many a minute.
 */
class SignatureKeys {

    private static final Logger log = LoggerFactory.getLogger(SignatureKeys.class);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}");
    private static final Pattern ARMOUR = Pattern.compile("-----[A-Z ]+-----|\\s");
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(1);
    private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(5);
    private static final int MOST_KEYS = 1_000;
    private static final int MOST_BYTES = 16 * 1024;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final String[] FIELDS = {"public_key", "key", "publicKey"};

    private final AppConnectSettings settings;
    private final OutboundHttp http;
    private final Ticker ticker;
    private final FetchBudget budget;
    private final Cache<String, Held> keys;
    private final Cache<String, KeyAnswer> missing;
    private volatile boolean failing;

    SignatureKeys(AppConnectSettings settings, OutboundHttp http, Ticker ticker) {
        this.settings = settings;
        this.http = http;
        this.ticker = ticker;
        this.budget = new FetchBudget(ticker);
        this.keys = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterWrite(KEPT)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
        this.missing = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfter(Expiry.<String, KeyAnswer>writing((_, answer) -> stay(answer)))
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    private record Held(PublicKey key, long fetchedAt) {}

    /** Whether the last key that was asked for could not be had. */
    boolean isFailing() {
        return failing;
    }

    /** How long ago each key that is held was fetched. */
    List<Duration> ages() {
        return keys.asMap().values().stream()
                .map(held -> Duration.ofNanos(ticker.nanos() - held.fetchedAt()))
                .toList();
    }

    /** @param address of the client that told the id */
    KeyAnswer find(String id, String address) {
        if (!ID.matcher(id).matches()) {
            return new KeyAnswer.Unknown();
        }
        @Nullable Held held = keys.getIfPresent(id);
        if (held != null && isFresh(held)) {
            return new KeyAnswer.Found(held.key());
        }
        KeyAnswer answer = missing.get(id, it -> fetched(it, address));
        // Nothing but a 404 takes a key back: a page about maintenance does not.
        boolean withdrawn = keys.getIfPresent(id) == null;
        return answer instanceof KeyAnswer.Found || held == null || withdrawn
                ? answer
                : new KeyAnswer.Found(held.key());
    }

    private boolean isFresh(Held held) {
        return ticker.nanos() - held.fetchedAt() < FRESH.toNanos();
    }

    /** Anybody can make up an id, so that one that is not known is no line in the log. */
    private KeyAnswer refusal(String id, int status) {
        if (status == NOT_FOUND) {
            keys.invalidate(id);
            return new KeyAnswer.Unknown();
        }
        log.warn("The server of signature keys answers {} for a key", status);
        return new KeyAnswer.Unavailable();
    }

    private static Duration stay(KeyAnswer answer) {
        return switch (answer) {
            case KeyAnswer.Unknown _ -> UNKNOWN_FOR;
            case KeyAnswer.Unavailable _ -> UNAVAILABLE_FOR;
            case KeyAnswer.Found _, KeyAnswer.NotAsked _ -> Duration.ZERO;
        };
    }

    private KeyAnswer fetched(String id, String address) {
        // Whoever waited here while another fetched it need not fetch it again.
        @Nullable Held held = keys.getIfPresent(id);
        if (held != null && isFresh(held)) {
            return new KeyAnswer.Found(held.key());
        }
        if (!budget.takes(address)) {
            return new KeyAnswer.NotAsked();
        }
        KeyAnswer answer = ask(id);
        failing = answer instanceof KeyAnswer.Unavailable;
        return answer;
    }

    private KeyAnswer ask(String id) {
        try {
            OutboundHttp.Reply reply = http.get(settings.keyUrl(id), TIMEOUT, MOST_BYTES);
            if (reply.status() != OK) {
                return refusal(id, reply.status());
            }
            Optional<PublicKey> key = parse(reply.body()).filter(Signature::isFit);
            key.ifPresent(good -> keys.put(id, new Held(good, ticker.nanos())));
            return key.<KeyAnswer>map(KeyAnswer.Found::new).orElseGet(KeyAnswer.Unknown::new);
        } catch (IOException e) {
            log.warn(
                    "The server of signature keys cannot be reached: {}",
                    e.getClass().getSimpleName());
            return new KeyAnswer.Unavailable();
        }
    }

    /** As SPKI in Base64 or PEM, bare or in a field of a JSON object. */
    static Optional<PublicKey> parse(String body) {
        try {
            byte[] der = Base64.getDecoder()
                    .decode(ARMOUR.matcher(text(body.strip())).replaceAll(""));
            return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
        } catch (JacksonException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(String body) {
        if (!body.startsWith("{") && !body.startsWith("\"")) {
            return body;
        }
        JsonNode json = JsonMapper.shared().readTree(body);
        if (json.isString()) {
            return json.stringValue();
        }
        for (String field : FIELDS) {
            if (json.path(field).isString()) {
                return json.path(field).stringValue();
            }
        }
        return "";
    }
}
