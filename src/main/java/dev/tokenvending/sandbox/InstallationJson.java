package dev.tokenvending.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** An installation as the sandbox shows it, without any secret. */
final class InstallationJson {

    private InstallationJson() {}

    static Map<String, Object> of(SandboxInstallation installation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("installation", installation.id());
        json.put("app_id", installation.appId());
        json.put("account_id", installation.accountId());
        json.put("account_name", installation.accountName());
        json.put("state", installation.isInstalled() ? "installed" : "uninstalled");
        json.put(
                "client_ids",
                installation.clients().stream().map(InstallationClient::id).toList());
        json.put(
                "acknowledgements",
                installation.acknowledgements().stream()
                        .map(InstallationJson::of)
                        .toList());
        return json;
    }

    private static Map<String, Object> of(Acknowledgement acknowledgement) {
        var json = new LinkedHashMap<String, Object>();
        if (acknowledgement.clientId() != null) {
            json.put("client_id", acknowledgement.clientId());
        }
        json.put("state", acknowledgement.state());
        if (acknowledgement.reason() != null) {
            json.put("reason", acknowledgement.reason());
        }
        json.put("received_at", acknowledgement.receivedAt().toString());
        return json;
    }
}
