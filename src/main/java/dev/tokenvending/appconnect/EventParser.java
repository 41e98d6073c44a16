package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.SigningKeys;
import dev.tokenvending.accounts.UnusableKeyException;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.InstallationId;
import dev.tokenvending.accounts.installed.InstalledCredential;
import dev.tokenvending.appconnect.Event.Customer;
import dev.tokenvending.appconnect.Event.Delivered;
import dev.tokenvending.appconnect.Event.Head;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.ClientSecret;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an event whose signature holds. It believes no host but those in Talkdesk's domains: an account's secrets go where
 * its links say.
 *
 * @param apps ours: the signature does not say whose app an event is about
 */
record EventParser(AppConnectApps apps) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TYPE = 100;

    /** Neither control characters nor halves of others. */
    private static final Pattern STORABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]+");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** @throws BadEventException when it is none, or not for us */
    Event parse(byte[] body) throws BadEventException {
        JsonNode json = json(body);
        Head head = head(json);
        JsonNode data = json.path("data");
        return switch (head.type()) {
            case "app.installed" -> new Event.Installed(head, customer(head, data), links(json), delivered(head, data));
            case "app.credentials_rotated" ->
                new Event.Rotated(
                        head,
                        customer(head, data),
                        json.path("_links").isObject() ? links(json) : null,
                        delivered(head, data));
            case "app.uninstalled" -> new Event.Uninstalled(head, customer(head, data));
            case "app.updated" -> new Event.Updated(head, customer(head, data));
            case "app.trial_started", "app.trial_extended" ->
                new Event.OnTrial(head, customer(head, data), time(data, "expires_at"));
            case "app.trial_ended" -> new Event.OnTrial(head, customer(head, data), time(data, "ended_at"));
            case "user.logout" -> loggedOut(head, data);
            default -> new Event.Other(head, tellsCustomer(data) ? customer(head, data) : null);
        };
    }

    private static Event loggedOut(Head head, JsonNode data) throws BadEventException {
        return tellsCustomer(data)
                ? new Event.LoggedOut(head, customer(head, data), userId(data))
                : new Event.Other(head, null);
    }

    private static boolean tellsCustomer(JsonNode data) {
        return data.has("installation_id") && data.has("account_id");
    }

    /** One that cannot be read is no reason to leave anybody signed in. */
    private static @Nullable String userId(JsonNode data) {
        JsonNode id = data.path("user_id");
        return id.isString() && AccountId.isTalkdeskId(id.stringValue()) ? id.stringValue() : null;
    }

    private static JsonNode json(byte[] body) throws BadEventException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new BadEventException("not_json", e);
        }
        throw new BadEventException("not_json");
    }

    private Head head(JsonNode json) throws BadEventException {
        String appId = id(json, "app_id");
        if (!apps.ids().contains(appId)) {
            throw new BadEventException("app_not_ours");
        }
        return new Head(id(json, "id"), name(json, "type", LONGEST_TYPE), appId, time(json, "created_at"));
    }

    private static Customer customer(Head head, JsonNode data) throws BadEventException {
        @Nullable String name = data.path("account_name").isString() ? name(data, "account_name", LONGEST_NAME) : null;
        return new Customer(
                new InstallationId(head.appId(), id(data, "installation_id")), id(data, "account_id"), name);
    }

    private Links links(JsonNode json) throws BadEventException {
        JsonNode links = json.path("_links");
        return new Links(
                link(links, "root"),
                link(links, "tokens"),
                links.hasNonNull("authorization") ? link(links, "authorization") : null);
    }

    private URI link(JsonNode links, String name) throws BadEventException {
        try {
            URI link = new URI(text(links.path(name), "href", 1000));
            if (apps.allow(link)) {
                return link;
            }
        } catch (java.net.URISyntaxException e) {
            throw new BadEventException("bad_link_" + name, e);
        }
        throw new BadEventException("foreign_link_" + name);
    }

    private static Delivered delivered(Head head, JsonNode data) throws BadEventException {
        String privateKey = text(data, "private_key", 20_000);
        @Nullable String secret = secret(data);
        try {
            InstalledCredential credential = new InstalledCredential(
                    id(data, "client_id"),
                    head.id(),
                    head.createdAt(),
                    SigningKeys.read(id(data, "key_id"), privateKey, text(data, "key_algorithm", 20)),
                    secret == null ? null : new ClientSecret(secret),
                    null);
            return new Delivered(credential, privateKey);
        } catch (UnusableKeyException e) {
            throw new BadEventException("unusable_key", e);
        }
    }

    private static @Nullable String secret(JsonNode data) throws BadEventException {
        JsonNode secret = data.path("client_secret");
        return secret.isString() && !secret.stringValue().isBlank() ? text(data, "client_secret", 20_000) : null;
    }

    private static String id(JsonNode json, String field) throws BadEventException {
        JsonNode node = json.path(field);
        if (node.isString() && AccountId.isTalkdeskId(node.stringValue())) {
            return node.stringValue();
        }
        throw new BadEventException("bad_" + field);
    }

    private static String text(JsonNode json, String field, int longest) throws BadEventException {
        JsonNode node = json.path(field);
        if (node.isString()
                && !node.stringValue().isBlank()
                && node.stringValue().length() <= longest) {
            return node.stringValue();
        }
        throw new BadEventException("bad_" + field);
    }

    /** A text that databases hold as it is. */
    private static String name(JsonNode json, String field, int longest) throws BadEventException {
        String text = text(json, field, longest);
        if (STORABLE.matcher(text).matches()) {
            return text;
        }
        throw new BadEventException("bad_" + field);
    }

    /** Talkdesk writes them with {@code Z} and with an offset. */
    private static Instant time(JsonNode json, String field) throws BadEventException {
        try {
            Instant time = OffsetDateTime.parse(text(json, field, 50)).toInstant();
            if (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new BadEventException("bad_" + field, e);
        }
        throw new BadEventException("bad_" + field);
    }
}
