package dev.tokenvending.vending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com:80",
                "https://xn--bcher-kva.example",
                "https://a",
                "https://192.0.2.1",
                "https://[2001:db8::1]",
                "https://[2001:db8::1]:8443",
                "https://localhost",
                "http://localhost",
                "http://localhost:5173",
                "http://app.localhost:3000",
                "http://127.0.0.1:5173",
                "http://127.1.2.3",
                "http://[::1]:5173",
            })
    void isAllowedWhenABrowserWouldWriteItSoThenYes(String origin) {
        assertThat(WebOrigin.isAllowed(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "https://*",
                "https://*.example.com",
                "app.example.com",
                "//app.example.com",
                "https:app.example.com",
                "https://",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://app.example.com?x",
                "https://app.example.com#x",
                "https://user@app.example.com",
                "https://user:password@app.example.com",
                "https://App.example.com",
                "HTTPS://app.example.com",
                "https://app.example.com.",
                "https://.example.com",
                "https://app..example.com",
                "https://-app.example.com",
                "https://app-.example.com",
                "https://app_1.example.com",
                "https://b\u00fccher.example",
                "https://app.example.com:",
                "https://app.example.com:443",
                "http://localhost:80",
                "https://app.example.com:0",
                "https://app.example.com:08443",
                "https://app.example.com:65536",
                "https://app.example.com:99999",
                "https://app.example.com:8443x",
                "https://app.example.com:-1",
                "https://app.example.com, https://other.example.com",
                "https://app.example.com https://other.example.com",
                " https://app.example.com",
                "https://app.example.com\n",
                "https://app.example.com\r\nX-Evil: 1",
                "http://app.example.com",
                "http://192.0.2.1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://notlocalhost",
                "ftp://app.example.com",
                "file://",
                "capacitor://localhost",
                "javascript:alert(1)",
                "https://[::1",
                "https://[]",
                "https://[::1].example.com",
            })
    void isAllowedWhenNoBrowserWouldWriteItSoOrMustNotThenNo(String origin) {
        assertThat(WebOrigin.isAllowed(origin)).isFalse();
    }

    @Test
    void isAllowedWhenHugeThenNo() {
        assertThat(WebOrigin.isAllowed("https://" + "a.".repeat(500_000) + "a")).isFalse();
        assertThat(WebOrigin.isAllowed("https://" + "a-".repeat(500_000) + "a")).isFalse();
    }
}
