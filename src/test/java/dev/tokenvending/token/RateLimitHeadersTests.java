package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.Quota;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class RateLimitHeadersTests {

    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void tellWhenThereAreNoQuotasThenNothing() {
        RateLimitHeaders.tell(List.of(), response);
        assertThat(response.getHeaderNames()).isEmpty();
    }

    @Test
    void tellWhenThereAreQuotasThenAMemberForEach() {
        RateLimitHeaders.tell(
                List.of(
                        new Quota("fair-use", 30, Duration.ofMinutes(10), 29, Duration.ofMillis(19_001)),
                        new Quota("fair-use:2", 1000, Duration.ofDays(30), 0, Duration.ZERO)),
                response);
        assertThat(response.getHeaders("RateLimit-Policy"))
                .containsExactly("\"fair-use\";q=30;w=600, \"fair-use:2\";q=1000;w=2592000");
        assertThat(response.getHeaders("RateLimit")).containsExactly("\"fair-use\";r=29;t=20, \"fair-use:2\";r=0;t=0");
    }
}
