package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTests {

    private final Problems problems = new Problems();

    @Test
    void otherWhenTheCallerHasHungUpThenNeitherAnswerNorError(CapturedOutput output) {
        assertThat(problems.other(new IOException("Broken pipe"), new MockHttpServletRequest()))
                .isNull();
        assertThat(output).doesNotContain("A request could not be answered");
    }

    @Test
    void otherWhenItIsADefectThenInternalErrorAndAnError(CapturedOutput output) {
        assertThat(problems.other(new IOException("disk full"), new MockHttpServletRequest()))
                .extracting(ResponseEntity::getStatusCode)
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(output).contains("A request could not be answered");
    }

    /** Tomcat has: it answers a body that breaks off or has malformed chunks by itself. */
    @Test
    void brokenWhenAlreadyAnsweredThenNeitherAnswerNorError(CapturedOutput output) {
        MockHttpServletResponse answered = new MockHttpServletResponse();
        answered.setCommitted(true);
        assertThat(problems.broken(new IOException("bad chunk"), new MockHttpServletRequest(), answered))
                .isNull();
        assertThat(problems.unreadable(new MockHttpServletRequest(), answered)).isNull();
        assertThat(output).doesNotContain("A request could not be answered");
    }

    @Test
    void brokenWhenNotAnsweredThenInternalErrorAndAnError(CapturedOutput output) {
        assertThat(problems.broken(
                        new IOException("disk full"), new MockHttpServletRequest(), new MockHttpServletResponse()))
                .extracting(ResponseEntity::getStatusCode)
                .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(output).contains("A request could not be answered");
    }

    @Test
    void unreadableWhenNotAnsweredThenInvalidRequest() {
        assertThat(problems.unreadable(new MockHttpServletRequest(), new MockHttpServletResponse()))
                .extracting(ResponseEntity::getStatusCode)
                .isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void otherWhenTheAuditNeverSawTheRequestThenItHasNoId() {
        assertThat(problems.other(new IllegalStateException(), new MockHttpServletRequest()))
                .extracting(ResponseEntity::getBody)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.requestId()).isEqualTo("none"));
    }
}
