package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.RequestFacts;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientRequestsTests {

    private final ClientRequests requests =
            new ClientRequests(new RequestHeaders(Set.of("x-app-version"), Set.of("cf-ipcountry")));
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void ofWhenHeadersAreNamedThenThoseAlone() {
        request.setAttribute(RequestFacts.ADDRESS, "192.0.2.1");
        request.addHeader("User-Agent", "Example/1.0");
        request.addHeader("X-APP-VERSION", "2.1");
        request.addHeader("X-Other", "secret");
        request.addHeader("Authorization", "Basic secret");
        assertThat(requests.of(request))
                .isEqualTo(new ClientRequest("192.0.2.1", "Example/1.0", Map.of("x-app-version", "2.1")));
    }

    @Test
    void ofWhenProxyHeaderComesFromAnybodyThenNotSeen() {
        request.addHeader("CF-IPCountry", "PT");
        assertThat(requests.of(request).headers()).isEmpty();
        request.setAttribute(RequestFacts.FROM_TRUSTED_PROXY, false);
        assertThat(requests.of(request).headers()).isEmpty();
        request.setAttribute(RequestFacts.FROM_TRUSTED_PROXY, true);
        assertThat(requests.of(request).headers()).isEqualTo(Map.of("cf-ipcountry", "PT"));
    }

    @Test
    void ofWhenHeaderIsRepeatedThenOneList() {
        request.addHeader("X-App-Version", "1");
        request.addHeader("x-app-version", "2, 3");
        assertThat(requests.of(request).headers()).isEqualTo(Map.of("x-app-version", "1, 2, 3"));
    }

    @Test
    void ofWhenValuesAreLongThenAbsentRatherThanCut() {
        request.addHeader("X-App-Version", "1".repeat(1025));
        request.addHeader("User-Agent", "u".repeat(513));
        assertThat(requests.of(request).headers()).isEmpty();
        assertThat(requests.of(request).userAgent()).isNull();
        MockHttpServletRequest longest = new MockHttpServletRequest();
        longest.addHeader("X-App-Version", "1".repeat(1024));
        longest.addHeader("User-Agent", "u".repeat(512));
        assertThat(requests.of(longest).headers()).containsKey("x-app-version");
        assertThat(requests.of(longest).userAgent()).hasSize(512);
    }

    @Test
    void ofWhenTheListsOfARepeatedHeaderAreLongTogetherThenAbsent() {
        request.addHeader("X-App-Version", "1".repeat(600));
        request.addHeader("X-App-Version", "1".repeat(600));
        assertThat(requests.of(request).headers()).isEmpty();
    }

    @Test
    void ofWhenHeaderIsEmptyThenEmptyAndNotAbsent() {
        request.addHeader("X-App-Version", "");
        assertThat(requests.of(request).headers()).isEqualTo(Map.of("x-app-version", ""));
    }
}
