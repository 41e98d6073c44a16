package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container turns away, and what fails outside of any controller. */
@RestController
class ErrorPage implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean dispatched = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
        ErrorCode code = dispatched
                ? ErrorCode.ofStatus((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                : ErrorCode.NOT_FOUND;
        Problem.of(code, request).answer(response);
    }
}
