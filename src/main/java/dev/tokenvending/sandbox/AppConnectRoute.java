package dev.tokenvending.sandbox;

import java.util.List;
import java.util.stream.IntStream;

/** What a path on the sandbox's own server leads to, when it plays AppConnect. */
sealed interface AppConnectRoute {

    record SignatureKey(String id) implements AppConnectRoute {}

    record Tokens(String installation) implements AppConnectRoute {}

    record SignIn(String installation) implements AppConnectRoute {}

    record InstallationState(String app, String installation) implements AppConnectRoute {}

    record CredentialsState(String app, String installation, String client) implements AppConnectRoute {}

    record EventAgain(String app, String id) implements AppConnectRoute {}

    record Elsewhere() implements AppConnectRoute {}

    static AppConnectRoute of(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (fits(parts, "", "events", "signature-keys", "*")) {
            return new SignatureKey(parts.get(3));
        }
        if (fits(parts, "", "installations", "*", "oauth", "token")) {
            return new Tokens(parts.get(2));
        }
        if (fits(parts, "", "installations", "*", "oauth", "authorize")) {
            return new SignIn(parts.get(2));
        }
        if (fits(parts, "", "apps", "*", "installations", "*", "state")) {
            return new InstallationState(parts.get(2), parts.get(4));
        }
        if (fits(parts, "", "apps", "*", "installations", "*", "credentials", "*", "state")) {
            return new CredentialsState(parts.get(2), parts.get(4), parts.get(6));
        }
        if (fits(parts, "", "apps", "*", "events", "*")) {
            return new EventAgain(parts.get(2), parts.get(4));
        }
        return new Elsewhere();
    }

    private static boolean fits(List<String> parts, String... shape) {
        return parts.size() == shape.length
                && IntStream.range(0, shape.length)
                        .allMatch(i -> shape[i].equals("*") || shape[i].equals(parts.get(i)));
    }
}
