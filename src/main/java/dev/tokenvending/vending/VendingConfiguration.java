package dev.tokenvending.vending;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.talkdesk.TalkdeskId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Introduces the rooms to each other. */
@Configuration(proxyBeanMethods = false)
class VendingConfiguration {

    @Bean
    TokenVendor tokenVendor(Accounts accounts, TalkdeskId talkdeskId) {
        return new TokenVendor(accounts, talkdeskId);
    }
}
