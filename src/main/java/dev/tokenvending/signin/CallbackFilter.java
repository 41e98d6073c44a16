package dev.tokenvending.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets nothing but {@code GET} through to the callback: Spring would answer {@code HEAD} by using the state up. */
class CallbackFilter extends HttpFilter {

    private final HandlerExceptionResolver problems;

    CallbackFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET")) {
            chain.doFilter(request, response);
        } else {
            var refusal = new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET"));
            problems.resolveException(request, response, null, refusal);
        }
    }
}
