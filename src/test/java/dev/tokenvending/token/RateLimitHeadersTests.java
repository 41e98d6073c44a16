package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Quota;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

class RateLimitHeadersTests {

    private final ResponseEntity<Object> answer =
            ResponseEntity.status(429).header("Retry-After", "20").body("x");

    @Test
    void onWhenThereAreNoQuotasThenTheAnswerAsItIs() {
        assertThat(RateLimitHeaders.on(answer, List.of())).isSameAs(answer);
    }

    @Test
    void onWhenThereAreQuotasThenAMemberForEachAndAllElseAsItWas() {
        ResponseEntity<Object> told = RateLimitHeaders.on(
                answer,
                List.of(
                        new Quota("fair-use", 30, Duration.ofMinutes(10), 29, Duration.ofMillis(19_001)),
                        new Quota("fair-use:2", 1000, Duration.ofDays(30), 0, Duration.ZERO)));
        assertThat(told.getStatusCode().value()).isEqualTo(429);
        assertThat(told.getBody()).isEqualTo("x");
        HttpHeaders headers = told.getHeaders();
        assertThat(headers.get("Retry-After")).containsExactly("20");
        assertThat(headers.get("RateLimit-Policy"))
                .containsExactly("\"fair-use\";q=30;w=600, \"fair-use:2\";q=1000;w=2592000");
        assertThat(headers.get("RateLimit")).containsExactly("\"fair-use\";r=29;t=20, \"fair-use:2\";r=0;t=0");
    }
}
