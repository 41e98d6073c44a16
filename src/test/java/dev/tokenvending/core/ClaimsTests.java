package dev.tokenvending.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTests {

    @Test
    void claimsWhenNumbersAreOfAnyJavaTypeThenWholeOnesAreLongAndOthersDouble() {
        Claims claims = new Claims(Map.of(
                "int", 3,
                "nested", Map.of("list", List.of((short) 3, 3.5f)),
                "big", BigInteger.valueOf(Long.MAX_VALUE),
                "bigger", BigInteger.ONE.shiftLeft(64),
                "decimal", new BigDecimal("2.5")));
        assertThat(claims.values())
                .isEqualTo(Map.of(
                        "int",
                        3L,
                        "nested",
                        Map.of("list", List.of(3L, 3.5)),
                        "big",
                        Long.MAX_VALUE,
                        "bigger",
                        0x1p64,
                        "decimal",
                        2.5));
    }
}
