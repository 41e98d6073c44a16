package dev.tokenvending.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.settings.TestSettings;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AuditedRequestTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/token/agents/authorization");

    @ParameterizedTest
    @CsvSource({"201, sign_in_started", "204, sign_in_redeemed", "204, sign_in_forgotten"})
    void entryWhenSomethingWasDoneAboutASignInThenThatIsItsOutcome(int status, String done) {
        request.setAttribute(RequestFacts.SIGN_IN, done);
        assertThat(entry(status).outcome()).isEqualTo(done);
    }

    @Test
    void entryWhenASignInWasNotToBeStartedThenItsOutcomeIsTheError() {
        request.setAttribute(RequestFacts.SIGN_IN, "sign_in_started");
        request.setAttribute(RequestFacts.ERROR, ErrorCode.UPSTREAM_UNAVAILABLE);
        request.setAttribute(RequestFacts.REASON, "store_unavailable");
        assertThat(entry(503).outcome()).isEqualTo("upstream_unavailable");
        assertThat(entry(503).reason()).isEqualTo("store_unavailable");
    }

    @Test
    void entryWhenTheUserHasToSignInThenItsOutcomeSaysSoAndWhy() {
        request.setAttribute(RequestFacts.ERROR, ErrorCode.SIGN_IN_REQUIRED);
        request.setAttribute(RequestFacts.OUTCOME, new Outcome.SignInRequired("not_signed_in"));
        assertThat(entry(403).outcome()).isEqualTo("sign_in_required");
        assertThat(entry(403).reason()).isEqualTo("not_signed_in");
    }

    private AuditEntry entry(int status) {
        return new AuditedRequest(request, status, ClientAddresses.read(TestSettings.of())).entry(Instant.EPOCH, 1);
    }
}
