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

    @Test
    void otherWhenTheAuditNeverSawTheRequestThenItHasNoId() {
        assertThat(problems.other(new IllegalStateException(), new MockHttpServletRequest()))
                .extracting(ResponseEntity::getBody)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.requestId()).isEqualTo("none"));
    }
}
