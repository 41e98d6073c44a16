package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodeTests {

    @Test
    void valuesWhenWrittenThenCodeAndStatusAreStable() {
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.wireName() + "=" + code.status()))
                .containsExactlyInAnyOrder(
                        "invalid_request=400",
                        "unauthenticated=401",
                        "denied=403",
                        "sign_in_required=403",
                        "unknown_app=404",
                        "not_found=404",
                        "method_not_allowed=405",
                        "not_acceptable=406",
                        "too_large=413",
                        "rate_limited=429",
                        "internal_error=500",
                        "upstream_rejected=502",
                        "upstream_unavailable=503",
                        "upstream_timeout=504");
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, UNAUTHENTICATED",
        "403, DENIED",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "413, TOO_LARGE",
        "429, RATE_LIMITED",
        "414, INVALID_REQUEST",
        "415, INVALID_REQUEST",
        "499, INVALID_REQUEST",
        "500, INTERNAL_ERROR",
        "502, INTERNAL_ERROR",
        "503, INTERNAL_ERROR",
        "399, INTERNAL_ERROR",
        "200, INTERNAL_ERROR"
    })
    void ofStatusWhenNothingCloserIsKnownThenTheCodeOfItsClass(int status, ErrorCode code) {
        assertThat(ErrorCode.ofStatus(status)).isEqualTo(code);
    }
}
