package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.TokenVendingApplication;
import dev.tokenvending.accounts.installed.InstalledAccounts;
import dev.tokenvending.core.Ticker;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

class StoreConfigurationTests {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withUserConfiguration(StoreConfiguration.class)
            .withBean(StoreSettings.class, TestDatabases::h2)
            .withBean(Ticker.class, () -> System::nanoTime);

    @Test
    void storeWhenUsersSignInThenThere() {
        contexts.withPropertyValues("signin.redirect-uri=https://t.example.com/authorization/callback")
                .run(context -> assertThat(context).hasSingleBean(Store.class).hasSingleBean(Seals.class));
    }

    @Test
    void storeWhenAnAppIsSetThenThereUntilTheEnd() {
        List<Store> stores = new ArrayList<>();
        contexts.withPropertyValues("appconnect.app-ids=app-1").run(context -> {
            assertThat(context).hasSingleBean(Seals.class);
            stores.add(context.getBean(Store.class));
            assertThat(stores.getFirst().<String>inTransaction(client -> "done"))
                    .isEqualTo("done");
        });
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> stores.getFirst().inTransaction(client -> 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other=app-1",
                "appconnect.app-ids=",
                "signin.redirect-uri= ",
                "spring.datasource.url=jdbc:postgresql://db/vending"
            })
    void storeWhenNothingNeedsItThenNone(String setting) {
        contexts.withPropertyValues(setting)
                .run(context -> assertThat(context).doesNotHaveBean(Store.class).doesNotHaveBean(Seals.class));
    }

    /** Whatever is on the class path, nothing may open a database by itself. */
    @Test
    void serviceWhenNoAppIsSetThenWithoutADatabase() {
        try (ConfigurableApplicationContext service = start()) {
            assertThat(service.getBeanNamesForType(DataSource.class)).isEmpty();
            assertThat(service.getBeanNamesForType(Store.class)).isEmpty();
        }
    }

    @Test
    void serviceWhenAnAppIsSetInTheSandboxThenTheStoreServes() {
        try (ConfigurableApplicationContext service = start("--appconnect.app-ids=app-1")) {
            assertServes(service);
            assertThat(service.getBeanNamesForType(InstalledAccounts.class)).hasSize(1);
            assertThat(service.containsBean("eventsDoor")).isTrue();
            assertThat(service.containsBean("appConnectChain")).isTrue();
            assertThat(service.containsBean("outboxTimer")).isTrue();
        }
    }

    /** Sign-ins are kept in the same database, and customers need not be able to install anything for that. */
    @Test
    void serviceWhenOnlyUsersSignInThenTheStoreServesWithoutAppConnect() {
        try (ConfigurableApplicationContext service =
                start("--signin.redirect-uri=http://localhost:8080/authorization/callback")) {
            assertServes(service);
            assertThat(service.getBeanNamesForType(InstalledAccounts.class)).isEmpty();
            assertThat(service.containsBean("eventsDoor")).isFalse();
            assertThat(service.containsBean("appConnectChain")).isFalse();
            assertThat(service.containsBean("outboxTimer")).isFalse();
            assertThat(service.containsBean("customerImport")).isFalse();
        }
    }

    private static void assertServes(ConfigurableApplicationContext service) {
        int installations = service.getBean(Store.class)
                .inTransaction(client -> client.sql("select count(*) from installation")
                        .query(Integer.class)
                        .single());
        assertThat(installations).isZero();
        assertThat(service.getBeanNamesForType(DataSource.class)).isEmpty();
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--spring.profiles.active=sandbox", "--server.port=0"));
        return new SpringApplication(TokenVendingApplication.class).run(all.toArray(String[]::new));
    }
}
