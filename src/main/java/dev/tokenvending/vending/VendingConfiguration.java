package dev.tokenvending.vending;

import dev.tokenvending.talkdesk.TalkdeskId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Introduces the rooms to each other. */
@Configuration(proxyBeanMethods = false)
class VendingConfiguration {

    @Bean
    TokenVendor tokenVendor(TalkdeskId talkdeskId) {
        return new TokenVendor(talkdeskId);
    }
}
