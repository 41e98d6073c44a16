package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTests {

    private final Problems problems = new Problems();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void otherWhenTheCallerHasHungUpThenNeitherAnswerNorError(CapturedOutput output) throws IOException {
        problems.other(new IOException("Broken pipe"), request, response);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(output).doesNotContain("A request could not be answered");
    }

    @Test
    void otherWhenItIsADefectThenInternalErrorAndAnError(CapturedOutput output) throws IOException {
        problems.other(new IOException("disk full"), request, response);
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(output).contains("A request could not be answered");
    }

    @Test
    void otherWhenSpringKnowsTheHeadersThatBelongToItThenTheyAreTold() throws IOException {
        problems.other(new HttpRequestMethodNotSupportedException("PUT", List.of("GET", "POST")), request, response);
        assertThat(response.getStatus()).isEqualTo(405);
        assertThat(response.getHeader("Allow")).isEqualTo("GET, POST");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    /** Tomcat has: it answers a body that breaks off or has malformed chunks by itself. */
    @Test
    void brokenWhenAlreadyAnsweredThenNeitherAnswerNorError(CapturedOutput output) throws IOException {
        response.setCommitted(true);
        problems.broken(new IOException("bad chunk"), request, response);
        problems.unreadable(request, response);
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(output).doesNotContain("A request could not be answered");
    }

    @Test
    void brokenWhenNotAnsweredThenInternalErrorAndAnError(CapturedOutput output) throws IOException {
        problems.broken(new IOException("disk full"), request, response);
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(output).contains("A request could not be answered");
    }

    @Test
    void unreadableWhenNotAnsweredThenInvalidRequest() throws IOException {
        problems.unreadable(request, response);
        assertThat(response.getStatus()).isEqualTo(400);
    }

    @Test
    void otherWhenTheAuditNeverSawTheRequestThenItHasNoId() throws IOException {
        problems.other(new IllegalStateException(), request, response);
        assertThat(response.getContentAsString()).contains("\"request_id\":\"none\"");
    }
}
