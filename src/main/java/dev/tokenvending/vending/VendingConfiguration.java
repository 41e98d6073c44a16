package dev.tokenvending.vending;

import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.reuse.HeldTokens;
import dev.tokenvending.signin.SignInDesk;
import dev.tokenvending.signin.SignedInTokens;
import dev.tokenvending.talkdesk.TalkdeskId;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Introduces the rooms to each other. */
@Configuration(proxyBeanMethods = false)
class VendingConfiguration {

    @Bean
    TokenVendor tokenVendor(
            ObjectProvider<InstalledAccounts> installed,
            HeldTokens held,
            TalkdeskId talkdeskId,
            ObjectProvider<SignedInTokens> signedIn,
            MeterRegistry meters) {
        AccountFinder accounts = new AccountFinder(installed.getIfAvailable());
        return new TokenVendor(accounts, held, talkdeskId, signedIn.getIfAvailable(), new DecisionMeters(meters));
    }

    @Bean
    Authorizations authorizations(ObjectProvider<InstalledAccounts> installed, ObjectProvider<SignInDesk> desk) {
        return new Authorizations(new AccountFinder(installed.getIfAvailable()), desk.getIfAvailable());
    }
}
