package dev.tokenvending.accounts.installed;

import dev.tokenvending.accounts.AppConnectApps;
import dev.tokenvending.accounts.installed.Installation.Links;
import dev.tokenvending.core.Account;
import dev.tokenvending.core.AccountId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the account of an installation in the store, with the credentials that count. */
public record AccountLookup(
        Installations installations, Credentials credentials, AppConnectApps apps, InstantSource clock) {

    /** Talkdesk takes both sets for so long after a rotation (docs.talkdesk.com, app.credentials_rotated). */
    public static final Duration BOTH_ARE_GOOD = Duration.ofDays(7);

    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(5);

    AccountAnswer find(JdbcClient jdbc, AccountQuestion question) {
        List<Installation> found = switch (question.match()) {
            case ID -> installations.ofAccount(jdbc, question.appId(), question.value());
            case NAME -> installations.ofAccountName(jdbc, question.appId(), question.value());
        };
        if (found.stream().map(Installation::accountId).distinct().count() > 1) {
            return new AccountAnswer.Ambiguous();
        }
        AccountAnswer answer = new AccountAnswer.NotInstalled();
        for (Installation installation : found) {
            AccountAnswer next = account(jdbc, installation);
            if (next instanceof AccountAnswer.Found) {
                return next;
            }
            answer = next instanceof AccountAnswer.Unusable ? next : answer;
        }
        return answer;
    }

    /** The account of one installation, whatever its state; only one that is served may be vended for. */
    public AccountAnswer account(JdbcClient jdbc, Installation installation) {
        Credentials.Held held = credentials.of(jdbc, installation);
        @Nullable Links links = installation.links();
        if (held.usable().isEmpty() || links == null) {
            return held.broken()
                    ? new AccountAnswer.Unusable("credentials_unreadable")
                    : new AccountAnswer.NotInstalled();
        }
        return apps.allow(links.tokenUrl())
                ? new AccountAnswer.Found(account(installation, links, held.usable()))
                : new AccountAnswer.Unusable("link_not_allowed");
    }

    private InstalledAccount account(Installation installation, Links links, List<InstalledCredential> all) {
        InstalledCredential newest = all.getFirst();
        List<InstalledCredential> proven =
                all.stream().filter(it -> it.provenAt() != null).toList();
        boolean bothAreGood = clock.instant().isBefore(newest.issuedAt().plus(BOTH_ARE_GOOD));
        boolean unproven = newest.provenAt() == null;
        InstalledCredential current = proven.isEmpty() || !bothAreGood ? newest : proven.getFirst();
        // Nobody has proven the newest yet; but should Talkdesk no longer take those before them, they are the ones.
        Optional<InstalledCredential> other = current.equals(newest)
                // By our clock those before are good no longer; it may be wrong, while these have proven nothing.
                ? proven.stream().filter(it -> !it.equals(newest)).findFirst().filter(_ -> bothAreGood || unproven)
                : Optional.of(newest);
        return new InstalledAccount(
                account(installation, links, current),
                other.map(it -> account(installation, links, it)).orElse(null));
    }

    /** The account as it is with one set of credentials. */
    public Account account(Installation installation, Links links, InstalledCredential credential) {
        Account account = new Account(
                AccountId.installed(installation.accountId()),
                links.tokenUrl(),
                links.tokenUrl().toString(),
                credential.clientId(),
                credential.key(),
                ASSERTION_LIFETIME,
                apps.scope());
        @Nullable URI signIn = links.authorizationUrl();
        // Who is installed since before it was kept signs in beside the token URL; nobody does on a host we do not
        // trust.
        return signIn == null ? account : account.signingInAt(apps.allow(signIn) ? signIn : null);
    }
}
