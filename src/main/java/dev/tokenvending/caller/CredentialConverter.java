package dev.tokenvending.caller;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/** Finds the one credential of a request; {@link OneCredentialFilter} has refused those with several. */
class CredentialConverter implements AuthenticationConverter {

    private static final String BEARER = "Bearer";

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Credential credential = credential(request);
        return credential == null ? null : new Credential.Presented(credential);
    }

    private @Nullable Credential credential(HttpServletRequest request) {
        var login = basic.convert(request);
        if (login != null) {
            return new Credential.Basic(login.getName(), String.valueOf(login.getCredentials()));
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return isBearer(authorization) ? bearer(authorization) : null;
        }
        String key = request.getHeader(ApiKeys.HEADER);
        if (key != null) {
            return new Credential.ApiKey(key);
        }
        for (String header : Callers.of(request).issuers().headers()) {
            String token = request.getHeader(header);
            if (token != null) {
                return new Credential.Token(header, token.strip());
            }
        }
        return null;
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && (authorization.length() == BEARER.length() || authorization.charAt(BEARER.length()) == ' ');
    }

    private static Credential bearer(String authorization) {
        return new Credential.Token(
                HttpHeaders.AUTHORIZATION,
                authorization.substring(BEARER.length()).strip());
    }
}
