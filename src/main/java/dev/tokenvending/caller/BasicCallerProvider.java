package dev.tokenvending.caller;

import dev.tokenvending.core.Caller;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Turns user name and password into a {@link Caller}. */
class BasicCallerProvider implements AuthenticationProvider {

    private final BasicCallers callers;

    BasicCallerProvider(BasicCallers callers) {
        this.callers = callers;
    }

    @Override
    public Authentication authenticate(Authentication credential) {
        String username = credential.getName();
        if (!callers.admit(username, String.valueOf(credential.getCredentials()))) {
            throw new NotAdmittedException(callers.know(username) ? "wrong_password" : "unknown_user");
        }
        return UsernamePasswordAuthenticationToken.authenticated(Caller.basic(username), null, List.of());
    }

    @Override
    public boolean supports(Class<?> credential) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(credential);
    }
}
