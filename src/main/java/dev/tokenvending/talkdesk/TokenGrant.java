package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Scope;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/** What a token is asked for by. The scope goes along always: without one Talkdesk grants everything. */
public sealed interface TokenGrant {

    Scope scope();

    /** We stand for ourselves (RFC 6749 §4.4). */
    record ClientCredentials(Scope scope) implements TokenGrant {}

    /**
     * A user has come back with a code (RFC 6749 §4.1.3).
     *
     * @param verifier of PKCE (RFC 7636 §4.5), absent without it
     */
    record Code(String code, URI redirectUri, @Nullable String verifier, Scope scope) implements TokenGrant {

        /** Records print their components; two of these are secrets. */
        @Override
        public String toString() {
            return "Code[" + scope + "]";
        }
    }

    /** A user has signed in before (RFC 6749 §6). */
    record Refresh(String refreshToken, Scope scope) implements TokenGrant {

        @Override
        public String toString() {
            return "Refresh[" + scope + "]";
        }
    }

    /** Whether it may arrive twice: codes and refresh tokens may be used up by a call of which no answer came. */
    default boolean isRepeatable() {
        return this instanceof ClientCredentials;
    }

    /** The parameters of the form, but for those that prove who we are. */
    default List<NameValuePair> parameters() {
        List<NameValuePair> form = new ArrayList<>();
        switch (this) {
            case ClientCredentials _ -> form.add(pair("grant_type", "client_credentials"));
            case Code code -> {
                form.add(pair("grant_type", "authorization_code"));
                form.add(pair("code", code.code()));
                form.add(pair("redirect_uri", code.redirectUri().toString()));
                if (code.verifier() != null) {
                    form.add(pair("code_verifier", code.verifier()));
                }
            }
            case Refresh refresh -> {
                form.add(pair("grant_type", "refresh_token"));
                form.add(pair("refresh_token", refresh.refreshToken()));
            }
        }
        form.add(pair("scope", scope().toString()));
        return form;
    }

    private static NameValuePair pair(String name, String value) {
        return new BasicNameValuePair(name, value);
    }
}
