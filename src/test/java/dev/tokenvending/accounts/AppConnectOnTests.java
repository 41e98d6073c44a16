package dev.tokenvending.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

class AppConnectOnTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        appconnect.app-ids=app-1                                         | true
        appconnect.app-ids[0]=app-1                                      | true
        appconnect.app-ids=                                              | false
        `appconnect.app-ids= , `                                         | false
        signin.redirect-uri=https://t.example.com/authorization/callback | false
        """)
    void matchesWhenThereIsAnAppThenAlone(String setting, boolean on) {
        new ApplicationContextRunner()
                .withUserConfiguration(Door.class)
                .withPropertyValues(setting)
                .run(context -> assertThat(context.getBeansOfType(Door.class)).hasSize(on ? 1 : 0));
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(AppConnectOn.class)
    static class Door {}
}
