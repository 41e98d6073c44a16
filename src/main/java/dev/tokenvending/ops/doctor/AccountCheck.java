package dev.tokenvending.ops.doctor;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.ClientSecret;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.Exchange;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.core.UpstreamFailure.Upstream;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.talkdesk.TalkdeskId;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one account: its key, the way to Talkdesk, and one exchange as the service makes it.
 *
 * @param region in which the token URL lies, if that is known
 */
record AccountCheck(
        Account account,
        Optional<String> region,
        TalkdeskId talkdeskId,
        Duration budget,
        Clock clock,
        Way.Names names) {

    private static final int ENOUGH_TO_TELL_APART = 16;

    List<Section> sections() {
        List<Line> lines = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        lines.add(new Line("key", key(keys)));
        Way way = Way.to(account.tokenUrl(), clock, names);
        lines.addAll(way.lines());
        @Nullable
        Exchange exchange = way.isOpen()
                ? talkdeskId.exchange(account, account.scope(), Deadline.in(budget, System::nanoTime))
                : null;
        lines.add(new Line(
                "token", exchange == null ? new NotTried("There is no way to Talkdesk.") : onExchange(exchange)));
        @Nullable Duration skew = talkdeskId.clockSkew(account.version()).orElse(null);
        lines.add(new Line("clock", onClock(skew)));
        Section own = new Section(
                "Account " + account.id() + ", client " + account.clientId() + ", " + account.tokenUrl(), lines, keys);
        return exchange instanceof UpstreamFailure failure && isInvalidClient(failure)
                ? List.of(own, causes(new Evidence(account, skew, region)))
                : List.of(own);
    }

    private Finding key(List<String> keys) {
        return switch (account.credential()) {
            case ClientSecret _ ->
                new Right("None: " + ClientSecret.METHOD + " proves by a secret, so there is nothing to register.");
            case SigningKey key -> {
                try {
                    PublicHalf half = PublicHalf.of(key);
                    keys.add("# Account " + account.id() + ": the public half of its key, to register at Talkdesk under"
                            + " key id " + Plain.of(key.id()));
                    keys.addAll(half.lines());
                    yield new Right(key.algorithm() + ", key id " + key.id() + ", thumbprint " + half.thumbprint());
                } catch (GeneralSecurityException e) {
                    yield new Warning(
                            key.algorithm() + ", key id " + key.id() + "; it does not tell its public half.",
                            "Keep the public half yourself, or make a key by generate-key.");
                }
            }
        };
    }

    private Finding onExchange(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Issued(var token) -> {
                String text = "A token of " + token.secondsLeft() + " s, sha256 "
                        + token.fingerprint().hex().substring(0, ENOUGH_TO_TELL_APART) + "..., scope " + token.scope()
                        + ".";
                yield token.scope().covers(account.scope())
                        ? new Right(text)
                        : new Warning(
                                text, "Give the client all of the scope " + account.scope() + ", or ask for less.");
            }
            case UpstreamFailure failure ->
                new Wrong(
                        failure instanceof UpstreamFailure.TimedOut
                                ? "No answer within " + budget.toMillis() / 1000.0 + " s."
                                : answer(failure.upstream()),
                        isInvalidClient(failure)
                                ? "Go through the causes below, from the top."
                                : Failure.of(failure).toDo());
        };
    }

    private static boolean isInvalidClient(UpstreamFailure failure) {
        return failure instanceof UpstreamFailure.Rejected
                && Failure.INVALID_CLIENT.equals(failure.upstream().error());
    }

    private static String answer(Upstream upstream) {
        if (upstream.status() == null) {
            return "No answer: " + upstream.reason() + ".";
        }
        String error = upstream.error() == null ? "no OAuth error" : upstream.error();
        String description = upstream.description() == null ? "" : " (" + upstream.description() + ")";
        String reason =
                upstream.reason().startsWith("http_") || upstream.reason().equals("refused")
                        ? ""
                        : ", " + upstream.reason();
        return "HTTP " + upstream.status() + reason + ", " + error + description + ".";
    }

    private Finding onClock(@Nullable Duration skew) {
        if (skew == null) {
            return new NotTried("No answer has told Talkdesk's time.");
        }
        String text = Evidence.text(skew) + " An assertion is good for "
                + account.assertionLifetime().toSeconds() + " s.";
        String toDo = "Set this machine's clock by NTP. An identity provider may refuse what comes from the future, and"
                + " what has expired.";
        if (skew.compareTo(account.assertionLifetime()) >= 0) {
            return new Wrong(text, toDo);
        }
        return skew.abs().compareTo(TalkdeskId.SKEW_WORTH_TELLING) < 0 ? new Right(text) : new Warning(text, toDo);
    }

    /** The likely ones first, those that are ruled out last. */
    private Section causes(Evidence seen) {
        List<Line> lines = Stream.of(RefusalCause.values())
                .map(cause -> new Line(cause.title(), cause.judge(seen)))
                .sorted(Comparator.comparingInt(line -> rank(line.finding())))
                .toList();
        return new Section("Causes of invalid_client for account " + account.id(), lines);
    }

    private static int rank(Finding finding) {
        return finding instanceof Finding.Likely ? 0 : finding instanceof Finding.Possible ? 1 : 2;
    }
}
