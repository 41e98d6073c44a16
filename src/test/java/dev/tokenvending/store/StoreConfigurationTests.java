package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenvending.TokenVendingApplication;
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
    @ValueSource(strings = {"other=app-1", "appconnect.app-ids=", "spring.datasource.url=jdbc:postgresql://db/vending"})
    void storeWhenNoAppIsSetThenNone(String setting) {
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
            int installations = service.getBean(Store.class)
                    .inTransaction(client -> client.sql("select count(*) from installation")
                            .query(Integer.class)
                            .single());
            assertThat(installations).isZero();
            assertThat(service.getBeanNamesForType(DataSource.class)).isEmpty();
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--spring.profiles.active=sandbox", "--server.port=0"));
        return new SpringApplication(TokenVendingApplication.class).run(all.toArray(String[]::new));
    }
}
