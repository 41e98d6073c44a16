package dev.tokenvending.talkdesk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The guards of the accounts in use: one for each version, under whatever names and scopes it is configured. */
class Guards {

    /** Nobody asks for it any more; it was removed from the settings. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private final Ticker ticker;
    private final Pauses pauses;
    private final MeterRegistry meters;
    private final Cache<Key, GuardedAccount> accounts;

    /** Each stays as long as an account has it or a call is under way: a second one would double the places. */
    private final Cache<Account.Version, Guard> versions =
            Caffeine.newBuilder().weakValues().build();

    Guards(Ticker ticker, Pauses pauses, MeterRegistry meters) {
        this.ticker = ticker;
        this.pauses = pauses;
        this.meters = meters;
        this.accounts = Caffeine.newBuilder()
                .expireAfterAccess(FORGOTTEN_AFTER)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .evictionListener(Guards::forget)
                .build();
    }

    /** @param version absent for an account of the settings, which keeps its meters when its credentials are replaced */
    private record Key(AccountId id, Account.@Nullable Version version) {

        /** An installed account may be asked for tokens by two sets of credentials in turns. */
        static Key of(Account account) {
            return new Key(account.id(), account.id().isInstalled() ? account.version() : null);
        }
    }

    GuardedAccount of(Account account) {
        Key key = Key.of(account);
        @Nullable GuardedAccount known = accounts.getIfPresent(key);
        return known != null && known.account().equals(account)
                ? known
                : accounts.asMap().compute(key, (_, before) -> guarded(account, before));
    }

    /** Empty when nobody has asked for it since the start. */
    Optional<Guard> find(Account.Version version) {
        return Optional.ofNullable(versions.getIfPresent(version));
    }

    /** For those who look on, in the order of their names. */
    List<GuardedAccount> all() {
        return accounts.asMap().values().stream()
                .sorted(Comparator.comparing(it -> it.account().id().value()))
                .toList();
    }

    private static void forget(@Nullable Key key, @Nullable GuardedAccount account, RemovalCause cause) {
        Objects.requireNonNull(account).meters().close();
    }

    private GuardedAccount guarded(Account account, @Nullable GuardedAccount before) {
        Guard guard = versions.get(account.version(), _ -> new Guard(account, ticker, pauses));
        guard.use(account);
        if (before == null) {
            AccountMeters own = account.id().isInstalled()
                    ? AccountMeters.ofInstalled(meters)
                    : new AccountMeters(meters, account.id(), guard);
            return new GuardedAccount(account, guard, own);
        }
        before.meters().show(guard);
        return new GuardedAccount(account, guard, before.meters());
    }
}
