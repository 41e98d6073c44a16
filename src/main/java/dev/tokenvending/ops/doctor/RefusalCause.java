package dev.tokenvending.ops.doctor;

import dev.tokenvending.ops.doctor.Finding.Likely;
import dev.tokenvending.ops.doctor.Finding.Possible;
import dev.tokenvending.ops.doctor.Finding.RuledOut;
import java.time.Duration;

/**
 * Why Talkdesk answers {@code invalid_client}, the one error it documents. {@code docs/troubleshooting.md} has the same
 * table, word by word.
 */
enum RefusalCause {
    CLOCK("Clock", "Set this machine's clock by NTP: an assertion is good for minutes only."),
    AUDIENCE("Audience", "Take out the setting `audience`, so that it is the token URL, exactly."),
    LIFETIME("Assertion lifetime", "Take out the setting `assertion-lifetime`: Talkdesk's own samples say 5m."),
    CLIENT_ID("Client id", "Compare the client id, character by character, with the one Talkdesk shows."),
    REGION("Account or region", "Compare account name and region: the client must live where the token URL leads."),
    NOT_REGISTERED("Key not registered", "Register the public half of the key with the client."),
    KEY_ID("Key id", "Compare the key id with the one Talkdesk shows for this very key."),
    OTHER_CLIENT("Key of another client", "Compare the public half with the key of this client, not of another one."),
    ROTATED("Key rotated", "Ask who has replaced the key at Talkdesk; set the new private key and key id."),
    ALGORITHM("Algorithm", "Use ES256, ES384, ES512, PS256, PS384 or PS512; Talkdesk lists no RS256."),
    SECRET("Client secret", "Compare the client secret with Talkdesk's, or ask for a new one."),
    METHOD(
            "Client authentication",
            "Register a key: a client of an app on AppConnect must sign, a secret does not do."),
    DISABLED("Client disabled", "Ask your Talkdesk administrator whether the client is there, active and installed."),
    NEW_SCOPE("New scope", "Wait some minutes if the client was given a scope just now, and change nothing."),
    REPLAY("Replay", "Report a defect of this server: no two assertions may have the same jti.");

    private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);

    private final String title;
    private final String toDo;

    RefusalCause(String title, String toDo) {
        this.title = title;
        this.toDo = toDo;
    }

    String title() {
        return title;
    }

    String toDo() {
        return toDo;
    }

    /** What the doctor's own checks say of it. */
    Finding judge(Evidence seen) {
        return switch (this) {
            case CLOCK -> clock(seen);
            case AUDIENCE ->
                !seen.hasKey()
                        ? new RuledOut("A secret has no audience.")
                        : seen.isAudienceTheTokenUrl()
                                ? new RuledOut("It is the token URL.")
                                : new Likely(
                                        "It is set, and is not the token URL: "
                                                + seen.account().audience(),
                                        toDo);
            case LIFETIME ->
                seen.account().assertionLifetime().compareTo(USUAL_LIFETIME) <= 0
                        ? new RuledOut("Not longer than in Talkdesk's samples.")
                        : new Likely("It is set longer than in Talkdesk's samples.", toDo);
            case CLIENT_ID ->
                new Possible(toDo + " Here it is " + seen.account().clientId() + ".");
            case REGION ->
                new Possible(toDo + " It leads to " + seen.account().tokenUrl().getHost()
                        + seen.region()
                                .map(region -> ", region " + region + ".")
                                .orElse(", in no known region."));
            case NOT_REGISTERED, OTHER_CLIENT, ROTATED ->
                seen.hasKey() ? new Possible(toDo) : new RuledOut("No key is used.");
            case KEY_ID ->
                seen.hasKey()
                        ? new Possible(toDo + " Here it is "
                                + seen.account().credential().name().id() + ".")
                        : new RuledOut("No key is used.");
            case ALGORITHM ->
                new RuledOut(
                        seen.hasKey()
                                ? seen.account().credential().name().method() + " is on Talkdesk's list."
                                : "Nothing is signed.");
            case SECRET, METHOD -> seen.hasKey() ? new RuledOut("No secret is used.") : new Possible(toDo);
            case DISABLED, NEW_SCOPE -> new Possible(toDo);
            case REPLAY ->
                new RuledOut(
                        seen.hasKey()
                                ? "Each call has a jti of its own, and this was the doctor's own call."
                                : "Nothing is signed.");
        };
    }

    private Finding clock(Evidence seen) {
        if (!seen.hasKey()) {
            return new RuledOut("A secret does not expire.");
        }
        if (seen.skew() == null) {
            return new Possible(toDo + " The answer did not tell the time.");
        }
        String text = Evidence.text(seen.skew());
        return seen.clocksAgree() ? new RuledOut(text) : new Likely(text, toDo);
    }
}
