package dev.tokenvending.caller;

import dev.tokenvending.settings.Settings;

/** Reads everybody we know from the settings. */
public final class CallersReader {

    private static final String PREFIX = "token-vending.callers";

    private CallersReader() {}

    /**
     * The callers of {@code token-vending.callers}, and the one the {@code DEFAULT_} variables make.
     *
     * @param keys where the issuers' keys are kept from one configuration to the next
     */
    public static Callers read(Settings settings, KeySources keys) {
        CallersProperties properties = settings.read(CallersProperties.class);
        Callers callers = new Callers(
                BasicCallersReader.read(settings, properties.basic()),
                ApiKeysReader.read(settings, properties.apiKeys()),
                IssuersReader.read(settings, keys, properties.issuers()));
        if (callers.names().isEmpty() && !settings.hasProblemsUnder(PREFIX)) {
            settings.problem(
                    PREFIX + ".basic",
                    "is missing: nobody could ever get a token.",
                    "app-user and a long random password");
        }
        return callers;
    }
}
