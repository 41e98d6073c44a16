package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTests {

    @Test
    void ofWhenTextIsKnownThenItsSha256() {
        Fingerprint fingerprint = Fingerprint.of("abc");
        assertThat(fingerprint.hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(fingerprint).hasToString("sha256:" + fingerprint.hex());
    }

    @Test
    void ofWhenTextIsNotAsciiThenUtf8() {
        assertThat(Fingerprint.of("ü").hex())
                .isEqualTo("607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f");
    }
}
