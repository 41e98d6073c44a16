package dev.tokenvending.reuse;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.ClientCredential;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.Scope;
import dev.tokenvending.core.Spent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.TimedExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;

/** Prints how much heap one held token takes, with 10,000 users who each have one of 900 characters. */
public final class HeldTokensMemory {

    private static final int USERS = 10_000;
    private static final String END = "a".repeat(880);

    private HeldTokensMemory() {}

    public static void main(String[] args) {
        Ticker ticker = System::nanoTime;
        HeldTokens tokens = new HeldTokens(
                new Capacity(USERS),
                new Flights(Runnable::run, ticker, () -> 0),
                ticker,
                new ReuseMeters(new SimpleMeterRegistry()),
                HeldTokens.PATIENCE);
        fill(tokens, ticker, 0, 1);
        long before = used();
        fill(tokens, ticker, 1, USERS);
        System.out.println((used() - before) / (USERS - 1) + " bytes for each held token");
        // So that all this is still there when it is measured.
        System.out.println(tokens);
    }

    private static void fill(HeldTokens tokens, Ticker ticker, int from, int to) {
        URI tokenUrl = URI.create("https://acme.talkdeskid.com/oauth/token");
        Account.Version account =
                new Account.Version(tokenUrl, tokenUrl.toString(), "client", new ClientCredential.Name("key", "ES256"));
        Scope scope = Scope.parse("visual-sessions:execute").orElseThrow();
        for (int i = from; i < to; i++) {
            String own = "user-%08d-%010d".formatted(i, i);
            Duration life = Duration.ofMinutes(10);
            CacheKey key = new CacheKey(account, scope, new Sharer.User(CallerKind.ISSUER, "customers", own));
            Wish wish = new Wish(
                    Duration.ofMinutes(2),
                    Duration.ZERO,
                    Deadline.in(life, ticker),
                    _ -> new TimedExchange(
                            new Exchange.Issued(new AccessToken(own + END, scope, Deadline.in(life, ticker))),
                            Spent.NOTHING));
            tokens.get(key, wish);
            tokens.get(key, wish);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
