package dev.tokenvending.ops;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.appconnect.CustomerList;
import dev.tokenvending.appconnect.CustomerList.Customer;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.store.StoreUnavailableException;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.vending.Vending;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/accounts}: the accounts we can act for, those of the settings and those of customers; no secret. */
@Endpoint(id = "accounts")
class AccountsEndpoint {

    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Configurations configurations;
    private final TalkdeskId talkdeskId;
    private final @Nullable CustomerList customers;

    /** @param customers absent without AppConnect */
    AccountsEndpoint(Configurations configurations, TalkdeskId talkdeskId, @Nullable CustomerList customers) {
        this.configurations = configurations;
        this.talkdeskId = talkdeskId;
        this.customers = customers;
    }

    /**
     * All accounts.
     *
     * @param installed absent without AppConnect
     */
    record Listed(List<Configured> configured, @Nullable List<Customer> installed) {}

    /**
     * One account of the settings.
     *
     * @param region absent when the token URL is in none we know
     * @param credential the key's id, or the fingerprint of the client's secret
     * @param method the key's algorithm, or {@code client_secret_basic}
     * @param lastTokenSecondsAgo absent when this instance has fetched none since it was started
     */
    record Configured(
            String account,
            String tokenUrl,
            @Nullable String region,
            String clientId,
            String credential,
            String method,
            String scope,
            @Nullable Long lastTokenSecondsAgo) {}

    /**
     * Lists them.
     *
     * @param from how many customers to leave out
     * @param most how many of them to show: 1 to 1,000; 100 by default
     */
    @ReadOperation
    Listed accounts(@Nullable Integer from, @Nullable Integer most) {
        Accounts accounts = configurations.current().part(Vending.class).accounts();
        return new Listed(
                accounts.ids().stream()
                        .sorted(Comparator.comparing(AccountId::value))
                        .flatMap(id -> accounts.find(id).stream())
                        .map(account -> configured(account, accounts))
                        .toList(),
                customers == null
                        ? null
                        : page(
                                customers,
                                Objects.requireNonNullElse(from, 0),
                                Objects.requireNonNullElse(most, USUAL),
                                accounts::regionOf));
    }

    private Configured configured(Account account, Accounts accounts) {
        return new Configured(
                account.id().value(),
                account.tokenUrl().toString(),
                accounts.regionOf(account.tokenUrl()).orElse(null),
                account.clientId(),
                account.credential().name().id(),
                account.credential().name().method(),
                account.scope().toString(),
                talkdeskId
                        .sinceLastToken(account.version())
                        .map(Duration::toSeconds)
                        .orElse(null));
    }

    private static List<Customer> page(
            CustomerList customers, int from, int most, Function<URI, Optional<String>> regions) {
        if (from < 0 || most < 1 || most > MOST) {
            throw new RefusedException(ErrorCode.INVALID_REQUEST);
        }
        try {
            return customers.page(from, most, regions);
        } catch (StoreUnavailableException e) {
            throw new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, RETRY_AFTER);
        }
    }
}
