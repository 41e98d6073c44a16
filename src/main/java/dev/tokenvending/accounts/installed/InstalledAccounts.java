package dev.tokenvending.accounts.installed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tokenvending.accounts.installed.Installations.Changes;
import dev.tokenvending.core.AccountMatch;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.store.Store;
import dev.tokenvending.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of customers, by what a caller's issuer says. What was read is kept until the store says that it has
 * changed, which is asked every other second; while the store is down it is kept for {@link #TOLERANCE}.
 */
public class InstalledAccounts {

    /** How long what was read is good while nobody can say whether it has changed. */
    static final Duration TOLERANCE = Duration.ofMinutes(10);

    /** Longer than any transaction: what was written before the last look may have been committed after it. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final int MOST = 20_000;

    private final Store store;
    private final Installations installations;
    private final AccountLookup lookup;
    private final Ticker ticker;
    private final Cache<AccountQuestion, AccountAnswer> byId = answers();

    /** Apart from the others: after each event those of an app are looked for among them. */
    private final Cache<AccountQuestion, AccountAnswer> byName = answers();

    private final AtomicLong forgotten = new AtomicLong();

    private volatile @Nullable Look last;

    InstalledAccounts(Store store, Installations installations, AccountLookup lookup, Ticker ticker) {
        this.store = store;
        this.installations = installations;
        this.lookup = lookup;
        this.ticker = ticker;
    }

    /** When the store was last looked at, by its clock and by ours. */
    private record Look(Instant asOf, long nanos) {}

    public AccountAnswer find(AccountQuestion question) {
        if (isTooOld(last) && !look()) {
            return new AccountAnswer.Unusable("store_unavailable");
        }
        try {
            long before = forgotten.get();
            Cache<AccountQuestion, AccountAnswer> answers = question.match() == AccountMatch.ID ? byId : byName;
            AccountAnswer answer =
                    answers.get(question, asked -> store.inTransaction(jdbc -> lookup.find(jdbc, asked)));
            if (forgotten.get() != before) {
                // Whoever forgets names does not see one that is being read.
                answers.invalidate(question);
            }
            return answer;
        } catch (StoreUnavailableException e) {
            return new AccountAnswer.Unusable("store_unavailable");
        }
    }

    /** Forgets what has changed since the last look; whether the store could be asked. */
    boolean look() {
        @Nullable Look before = last;
        long nanos = ticker.nanos();
        try {
            Changes changes = store.inTransaction(jdbc -> before == null
                    ? installations.changes(jdbc)
                    : installations.changes(jdbc, before.asOf().minus(OVERLAP)));
            forget(changes.installations());
            last = new Look(changes.asOf(), nanos);
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /** What is about this installation's account is read anew; of names all, for it may have had another. */
    public void forget(Installation installation) {
        forget(List.of(installation));
    }

    private void forget(List<Installation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        forgotten.incrementAndGet();
        Set<String> appIds = changed.stream().map(it -> it.id().appId()).collect(Collectors.toSet());
        changed.forEach(it -> byId.invalidate(new AccountQuestion(it.id().appId(), AccountMatch.ID, it.accountId())));
        byName.asMap().keySet().removeIf(question -> appIds.contains(question.appId()));
    }

    private static Cache<AccountQuestion, AccountAnswer> answers() {
        return Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
    }

    private boolean isTooOld(@Nullable Look look) {
        return look == null || ticker.nanos() - look.nanos() > TOLERANCE.toNanos();
    }
}
