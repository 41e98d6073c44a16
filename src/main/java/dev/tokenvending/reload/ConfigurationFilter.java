package dev.tokenvending.reload;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives each request the configuration in force at its beginning. */
class ConfigurationFilter extends HttpFilter {

    private final Configurations configurations;

    ConfigurationFilter(Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RequestFacts.CONFIGURATION, configurations.current());
        chain.doFilter(request, response);
    }
}
