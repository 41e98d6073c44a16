package dev.tokenvending.sandbox;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the sandbox serves AppConnect.
 *
 * @param root without a slash at its end
 */
record AppConnectLinks(URI root) {

    URI tokens(String installation) {
        return URI.create(root + "/installations/" + installation + TokenExchange.PATH);
    }

    /** With a placeholder for the id. */
    String signatureKeys() {
        return root + "/events/signature-keys/{id}";
    }

    /** As events carry them; behind {@code userinfo} and {@code installation} is nothing here. */
    Map<String, Object> of(SandboxInstallation installation, String eventId) {
        String app = root + "/apps/" + installation.appId();
        var links = new LinkedHashMap<String, Object>();
        links.put("root", href(root.toString()));
        links.put("self", href(app + "/events/" + eventId));
        links.put("userinfo", href(root + "/installations/" + installation.id() + "/userinfo"));
        links.put("authorization", href(root + "/installations/" + installation.id() + AuthorizationExchange.PATH));
        links.put("tokens", href(tokens(installation.id()).toString()));
        links.put("installation", href(app + "/installations/" + installation.id()));
        return links;
    }

    private static Map<String, String> href(String url) {
        return Map.of("href", url);
    }
}
