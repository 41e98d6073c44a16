package dev.tokenvending.caller;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/** Finds the one credential of a request; {@link OneCredentialFilter} has refused those with several. */
class CredentialConverter implements AuthenticationConverter {

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        var login = basic.convert(request);
        return login == null
                ? null
                : new Credential.Presented(
                        new Credential.Basic(login.getName(), String.valueOf(login.getCredentials())));
    }
}
