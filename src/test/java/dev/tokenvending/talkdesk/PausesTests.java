package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTests {

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 500",
        "1, 2000, 1000",
        "2, 4000, 2000",
        "4, 16000, 8000",
        "5, 30000, 15000",
        "6, 30000, 15000",
        "1000, 30000, 15000",
        "2147483647, 30000, 15000"
    })
    void afterWhenOpenedSoManyTimesThenTwiceAsLongUpToHalfAMinute(int openings, long whole, long half) {
        assertThat(new Pauses(() -> 0).after(openings, Pauses.LONGEST)).isEqualTo(Duration.ofMillis(whole));
        assertThat(new Pauses(() -> 1).after(openings, Pauses.LONGEST)).isEqualTo(Duration.ofMillis(half));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "3, 8000", "4, 10000", "1000, 10000"})
    void afterWhenCredentialsAreRefusedThenAtMostTenSeconds(int openings, long whole) {
        assertThat(new Pauses(() -> 0).after(openings, Pauses.LONGEST_WHEN_REFUSED))
                .isEqualTo(Duration.ofMillis(whole));
    }
}
