package dev.tokenvending.signin;

import dev.tokenvending.core.Account;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a user signs in (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1, PKCE: RFC 7636 §4.3). */
final class AuthorizationUrl {

    private AuthorizationUrl() {}

    static URI of(Account account, Pending pending, OneTime state) {
        URI page = Objects.requireNonNull(account.authorizationUrl());
        UriComponentsBuilder url = UriComponentsBuilder.fromUri(page)
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("scope", "{scope}")
                .queryParam("state", state.value())
                .queryParam("nonce", pending.nonce());
        if (pending.verifier() != null) {
            url.queryParam("code_challenge", challenge(pending.verifier())).queryParam("code_challenge_method", "S256");
        }
        return url.encode().build(account.clientId(), pending.redirectUri().toString(), pending.scope());
    }

    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The app's own link, with a parameter of ours behind those it has. */
    static URI back(URI returnTo, String name, String value) {
        @Nullable String query = returnTo.getRawQuery();
        return URI.create(returnTo + (query == null ? "?" : query.isEmpty() ? "" : "&") + name + "=" + value);
    }
}
