package dev.tokenvending.crypto;

import dev.tokenvending.settings.TestSettings;

/** Each choice of {@code token-vending.crypto}. */
public final class TestCrypto {

    private TestCrypto() {}

    public static Crypto of(String choice) {
        return Crypto.read(TestSettings.of("token-vending.crypto=" + choice));
    }
}
