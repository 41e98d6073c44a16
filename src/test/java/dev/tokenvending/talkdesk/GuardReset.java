package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.TestAccounts;
import org.springframework.context.ApplicationContext;

/** Closes the guards of an application that several tests share. */
public final class GuardReset {

    private GuardReset() {}

    public static void closeAll(ApplicationContext context) {
        for (GuardedAccount each : context.getBean(Guards.class).all()) {
            Account account = each.account();
            each.guard().use(TestAccounts.builder().keyId("another").build());
            each.guard().use(account);
        }
    }
}
