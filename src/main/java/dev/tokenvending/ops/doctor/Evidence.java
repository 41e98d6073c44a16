package dev.tokenvending.ops.doctor;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account when its exchange has been refused.
 *
 * @param skew how far Talkdesk's clock is ahead of this machine's; absent when it has not told the time
 * @param region in which the token URL lies, if that is known
 */
record Evidence(Account account, @Nullable Duration skew, Optional<String> region) {

    boolean hasKey() {
        return account.credential() instanceof SigningKey;
    }

    boolean isAudienceTheTokenUrl() {
        return account.audience().equals(account.tokenUrl().toString());
    }

    /** Whether the clocks are known to agree. */
    boolean clocksAgree() {
        return skew != null && skew.abs().compareTo(TalkdeskId.SKEW_WORTH_TELLING) < 0;
    }

    /** For a person to read. */
    static String text(Duration skew) {
        long seconds = skew.toSeconds();
        return seconds == 0
                ? "Talkdesk's clock and this machine's agree."
                : "Talkdesk's clock is " + Math.abs(seconds) + " s " + (seconds > 0 ? "ahead of" : "behind")
                        + " this machine's.";
    }
}
