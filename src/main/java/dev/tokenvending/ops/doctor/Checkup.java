package dev.tokenvending.ops.doctor;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.accounts.installed.Reseal;
import dev.tokenvending.caller.Callers;
import dev.tokenvending.core.AccountId;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.ops.doctor.Finding.NotTried;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import dev.tokenvending.reload.Configurations;
import dev.tokenvending.store.Store;
import dev.tokenvending.talkdesk.TalkdeskId;
import dev.tokenvending.vending.Vending;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;

/** All that needs the network, at once, and for so long and no longer. */
record Checkup(ApplicationContext context, SettingsCheck settings, Clock clock, Way.Names names, Duration limit) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Section NO_ACCOUNT = new Section(
            "Accounts",
            new Line("everything", new NotTried("No account is set, so there is nobody to ask for a token.")));

    Checkup(ApplicationContext context, SettingsCheck settings, Clock clock, Way.Names names) {
        this(context, settings, clock, names, LIMIT);
    }

    List<Section> sections() {
        Configuration configuration = context.getBean(Configurations.class).current();
        Vending vending = configuration.part(Vending.class);
        Accounts accounts = vending.accounts();
        List<Section> sections = new ArrayList<>(settings.accountsWithout(
                accounts.ids().stream().map(AccountId::value).collect(Collectors.toSet())));
        Map<String, Callable<List<Section>>> checks = new LinkedHashMap<>();
        accounts.ids().stream()
                .sorted(Comparator.comparing(AccountId::value))
                .forEach(id -> accounts.find(id)
                        .ifPresent(account -> checks.put(
                                "Account " + id,
                                () -> new AccountCheck(
                                                account,
                                                accounts.regionOf(account.tokenUrl()),
                                                context.getBean(TalkdeskId.class),
                                                vending.deadline(),
                                                clock,
                                                names)
                                        .sections())));
        configuration
                .part(Callers.class)
                .issuerProbes()
                .forEach(issuer ->
                        checks.put("Issuer " + issuer.name(), () -> new IssuerCheck(issuer, clock, names).sections()));
        vending.policies()
                .services()
                .forEach((name, url) -> checks.put(
                        "Policy " + name,
                        () -> List.of(new Section(
                                "Policy " + name + ", " + url.getScheme() + "://" + url.getRawAuthority(),
                                Way.to(url, clock, names).lines()))));
        if (context.getBeanNamesForType(Store.class, true, false).length > 0) {
            checks.put(StoreCheck.TITLE, this::store);
        }
        if (checks.isEmpty() && sections.isEmpty()) {
            sections.add(NO_ACCOUNT);
        }
        sections.addAll(run(checks));
        return sections;
    }

    private List<Section> store() {
        try {
            return new StoreCheck(context.getBean(Store.class)::look, context.getBean(Reseal.class)::look).sections();
        } catch (BeansException e) {
            return List.of(SettingsCheck.notTried(StoreCheck.TITLE));
        }
    }

    private List<Section> run(Map<String, Callable<List<Section>>> checks) {
        List<Section> sections = new ArrayList<>();
        // Not closed: that would wait for those that do not end.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<List<Section>>> results =
                    threads.invokeAll(checks.values(), limit.toMillis(), TimeUnit.MILLISECONDS);
            int i = 0;
            for (String title : checks.keySet()) {
                sections.addAll(result(title, results.get(i++)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
        return sections;
    }

    private List<Section> result(String title, Future<List<Section>> result) throws InterruptedException {
        try {
            return result.get();
        } catch (CancellationException e) {
            return List.of(failed(title, "Not done within " + limit.toSeconds() + " s.", "Try again."));
        } catch (ExecutionException e) {
            // Without its message, which may quote what it was given.
            String name = String.valueOf(e.getCause()).replaceFirst("(?s):.*", "");
            return List.of(failed(title, "The check itself has failed: " + name + ".", "Report it: it is a defect."));
        }
    }

    private static Section failed(String title, String text, String toDo) {
        return new Section(title, new Line("everything", new Wrong(text, toDo)));
    }
}
