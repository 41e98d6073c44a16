package dev.tokenvending.appconnect;

import dev.tokenvending.core.Scope;
import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How Talkdesk signs its events.
 *
 * @param javaHash the hash as Java's signatures are named by it
 * @param keyUrl with <code>{id}</code> where the id of a key goes
 */
public record AppConnectSettings(
        String signatureHeader,
        String keyHeader,
        String javaHash,
        String keyUrl,
        Scope acknowledgeScope,
        Scope eventsScope) {

    static final String ID = "{id}";

    private static final Set<String> HASHES = Set.of("SHA256", "SHA384", "SHA512");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

    public static AppConnectSettings read(Settings settings) {
        AppConnectProperties it = settings.read(AppConnectProperties.class);
        header(settings, "appconnect.signature-header", it.signatureHeader());
        header(settings, "appconnect.signature-key-header", it.signatureKeyHeader());
        String hash = it.signatureAlgorithm().replace("-", "").toUpperCase(Locale.ROOT);
        if (!HASHES.contains(hash)) {
            settings.problem("appconnect.signature-algorithm", "is none of SHA256, SHA384, SHA512.", "SHA512");
        }
        return new AppConnectSettings(
                it.signatureHeader(),
                it.signatureKeyHeader(),
                hash,
                keyUrl(settings, it.signatureKeyUrl()),
                scope(settings, "appconnect.acknowledge-scope", it.acknowledgeScope(), "apps:write"),
                scope(settings, "appconnect.events-scope", it.eventsScope(), "events:read"));
    }

    private static Scope scope(Settings settings, String property, String text, String example) {
        return Scope.parse(text).orElseGet(() -> {
            settings.problem(property, "is no scope.", example);
            return new Scope(new TreeSet<>(List.of(example)));
        });
    }

    private static void header(Settings settings, String property, String name) {
        if (!HEADER.matcher(name).matches()) {
            settings.problem(property, "is no name of a header.", "X-Hub-Ecdsa-Signature");
        }
    }

    private static String keyUrl(Settings settings, String template) {
        String property = "appconnect.signature-key-url";
        String example = "https://api.talkdeskapp.com/events/signature-keys/{id}";
        // Anywhere before, whoever sends an event would say whom we ask.
        int path = template.indexOf('/', template.indexOf("://") + 3);
        boolean inPath = path >= 0 && template.indexOf(ID) > path;
        if (inPath) {
            OutboundUrl.read(settings, property, template.replace(ID, "id"), example);
        } else {
            settings.problem(property, "has no {id} in its path, where the id of the key goes.", example);
        }
        return template;
    }

    /** Where the key of that id is fetched. */
    URI keyUrl(String id) {
        return URI.create(keyUrl.replace(ID, id));
    }
}
