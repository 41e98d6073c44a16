package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.AccountLookup;
import dev.tokenvending.accounts.installed.Installation;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.accounts.installed.Installation.Trial;
import dev.tokenvending.accounts.installed.InstalledCredential;
import dev.tokenvending.store.Store;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The customers, for operators to look at; no secret among it. */
public class CustomerList {

    private final Store store;
    private final AccountLookup lookup;
    private final Acknowledgements outbox;
    private final TalkdeskId talkdeskId;
    private final Clock clock;

    CustomerList(Store store, AccountLookup lookup, Acknowledgements outbox, TalkdeskId talkdeskId, Clock clock) {
        this.store = store;
        this.lookup = lookup;
        this.outbox = outbox;
        this.talkdeskId = talkdeskId;
        this.clock = clock;
    }

    /**
     * One customer.
     *
     * @param state {@code announced}, {@code installed}, {@code rejected} or {@code uninstalled}
     * @param region absent when the token URL is in none we know
     * @param credentials the newest first
     * @param pendingAcknowledgements what Talkdesk has not been told yet
     */
    public record Customer(
            String appId,
            String installationId,
            String accountId,
            @Nullable String accountName,
            String state,
            Instant stateAt,
            @Nullable String tokenUrl,
            @Nullable String region,
            @Nullable String apiRoot,
            @Nullable Instant trialEndsAt,
            List<Credential> credentials,
            @Nullable Long lastTokenSecondsAgo,
            List<String> pendingAcknowledgements) {}

    /**
     * One set of credentials.
     *
     * @param proven whether Talkdesk ID has taken it
     */
    public record Credential(String clientId, String keyId, String algorithm, long ageSeconds, boolean proven) {}

    /**
     * So many of them, in the order of their ids.
     *
     * @param regions tells the region of a token URL
     * @throws dev.tokenvending.store.StoreUnavailableException when the store cannot be read
     */
    public List<Customer> page(int from, int most, Function<URI, Optional<String>> regions) {
        return store.inTransaction(jdbc -> lookup.installations().page(jdbc, from, most).stream()
                .map(installation -> customer(jdbc, installation, regions))
                .toList());
    }

    private Customer customer(JdbcClient jdbc, Installation it, Function<URI, Optional<String>> regions) {
        @Nullable Links links = it.links();
        @Nullable Trial trial = it.trial();
        List<InstalledCredential> held = lookup.credentials().of(jdbc, it).usable();
        Instant now = clock.instant();
        return new Customer(
                it.id().appId(),
                it.id().installationId(),
                it.accountId(),
                it.accountName(),
                it.state().name().toLowerCase(Locale.ROOT),
                it.stateAt(),
                links == null ? null : links.tokenUrl().toString(),
                links == null ? null : regions.apply(links.tokenUrl()).orElse(null),
                links == null ? null : links.apiRoot().toString(),
                trial == null ? null : trial.endsAt(),
                held.stream().map(credential -> credential(credential, now)).toList(),
                links == null ? null : secondsSinceLastToken(it, links, held),
                outbox.waitingFor(jdbc, it.id()));
    }

    private @Nullable Long secondsSinceLastToken(Installation it, Links links, List<InstalledCredential> held) {
        return held.stream()
                .map(credential -> lookup.account(it, links, credential).version())
                .flatMap(version -> talkdeskId.sinceLastToken(version).stream())
                .min(Comparator.naturalOrder())
                .map(Duration::toSeconds)
                .orElse(null);
    }

    private static Credential credential(InstalledCredential it, Instant now) {
        return new Credential(
                it.clientId(),
                it.key().id(),
                it.key().algorithm().name(),
                Duration.between(it.issuedAt(), now).toSeconds(),
                it.provenAt() != null);
    }
}
