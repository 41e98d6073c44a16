package dev.tokenvending;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void roomsImportOnlyWhatTheyMay() {
        ApplicationModules.of(TokenVendingApplication.class).verify();
    }
}
