package dev.tokenvending.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RequestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ServedRequestTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/token");

    @ParameterizedTest
    @CsvSource({
        ", /token",
        "/, /token",
        "/agents, /token/{app}",
        "/agents/, /token/{app}",
        "/authorization, /token/{app}",
        "/agents/authorization, /token/{app}/authorization",
        "/agents/authorization/, /token/{app}/authorization",
        "/agents/authorization/x, /token/{app}",
    })
    void nameWhenPathIsAnyThenOneOfThreeRoutes(String pathInfo, String route) {
        request.setPathInfo(pathInfo);
        assertThat(ServedRequest.name(request)).isEqualTo("POST " + route);
    }

    @Test
    void outcomeWhenSomethingWasDoneAboutASignInThenThat() {
        request.setAttribute(RequestFacts.SIGN_IN, "sign_in_started");
        assertThat(new ServedRequest(request, 201).outcome()).isEqualTo("sign_in_started");
        request.setAttribute(RequestFacts.ERROR, ErrorCode.UPSTREAM_UNAVAILABLE);
        assertThat(new ServedRequest(request, 503).outcome()).isEqualTo("upstream_unavailable");
    }
}
