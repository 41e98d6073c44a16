package dev.tokenvending.caller;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A credential as it came with a request, not checked yet. Never prints its secret. */
sealed interface Credential {

    /** Whether checking it costs so much more than a hash that nobody may have it done without end. */
    boolean isExpensive();

    /** User name and password (RFC 7617). */
    record Basic(String username, String password) implements Credential {

        @Override
        public boolean isExpensive() {
            return false;
        }

        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** What came in the header {@code X-Api-Key}. */
    record ApiKey(String key) implements Credential {

        @Override
        public boolean isExpensive() {
            return false;
        }

        @Override
        public String toString() {
            return "ApiKey";
        }
    }

    /**
     * A token of an issuer (RFC 6750 §2.1).
     *
     * @param header the name of the header it came in
     */
    record Token(String header, String value) implements Credential {

        @Override
        public boolean isExpensive() {
            return true;
        }

        @Override
        public String toString() {
            return "Token[" + header + "]";
        }
    }

    /** Wraps a credential for Spring Security. */
    final class Presented extends AbstractAuthenticationToken {

        private final transient Credential credential;

        Presented(Credential credential) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.credential = credential;
        }

        @Override
        public Credential getCredentials() {
            return credential;
        }

        @Override
        public String getPrincipal() {
            return "unknown";
        }
    }
}
