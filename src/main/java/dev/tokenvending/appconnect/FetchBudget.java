package dev.tokenvending.appconnect;

import dev.tokenvending.core.Ticker;
import dev.tokenvending.limits.AddressKey;
import dev.tokenvending.limits.Buckets;
import dev.tokenvending.limits.Window;
import java.time.Duration;
import java.util.List;

/** So many fetches a minute, whoever makes us fetch; of each client address fewer, so that one alone cannot use them up. */
class FetchBudget {

    static final int MOST = 60;
    static final int MOST_OF_ONE = 10;

    private final Buckets ofOne;
    private final Buckets all;

    FetchBudget(Ticker ticker) {
        this.ofOne = buckets(MOST_OF_ONE, ticker);
        this.all = buckets(MOST, ticker);
    }

    private static Buckets buckets(int most, Ticker ticker) {
        return new Buckets(List.of(new Window("fetches", most, Duration.ofMinutes(1))), ticker);
    }

    boolean takes(String address) {
        return ofOne.spend(AddressKey.of(address)).granted() && all.spend("").granted();
    }
}
