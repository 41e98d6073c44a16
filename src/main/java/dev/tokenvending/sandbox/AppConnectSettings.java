package dev.tokenvending.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The settings of the room that receives events: those that turn AppConnect on, and those the sandbox adds then. */
final class AppConnectSettings {

    private static final String SIGNATURE_KEY_URL = "appconnect.signature-key-url";
    private static final String ALLOWED_DOMAINS = "appconnect.allowed-domains";

    private final Binder binder;

    AppConnectSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** Without any, AppConnect is off. */
    List<String> appIds() {
        return values("appconnect.app-ids");
    }

    /** What leads the application here, where the operator says nothing else. */
    Map<String, Object> missing(AppConnectLinks links) {
        var missing = new LinkedHashMap<String, Object>();
        if (values(SIGNATURE_KEY_URL).isEmpty()) {
            missing.put(SIGNATURE_KEY_URL, links.signatureKeys());
        }
        if (values(ALLOWED_DOMAINS).isEmpty()) {
            missing.put(ALLOWED_DOMAINS, links.root().getHost());
        }
        return missing;
    }

    private List<String> values(String name) {
        return binder.bind(name, Bindable.listOf(String.class)).orElseGet(List::of).stream()
                .filter(StringUtils::hasText)
                .toList();
    }
}
