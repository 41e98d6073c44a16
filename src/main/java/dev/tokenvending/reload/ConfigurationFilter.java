package dev.tokenvending.reload;

import dev.tokenvending.core.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request the configuration in force at its beginning. */
class ConfigurationFilter extends OncePerRequestFilter {

    private final Configurations configurations;

    ConfigurationFilter(Configurations configurations) {
        this.configurations = configurations;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(RequestFacts.CONFIGURATION, configurations.current());
        chain.doFilter(request, response);
    }
}
