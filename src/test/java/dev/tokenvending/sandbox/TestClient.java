package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The client side of a token request, good unless told otherwise. */
final class TestClient {

    static final String ID = "sandbox-client";
    static final String KEY_ID = "sandbox-key";
    static final String SCOPE = "visual-sessions:execute";
    static final ECKey KEY = ecKey(KEY_ID);

    private final URI tokenUri;

    TestClient(URI tokenUri) {
        this.tokenUri = tokenUri;
    }

    static TestClient usual() {
        return new TestClient(URI.create("http://127.0.0.1:4711/oauth/token"));
    }

    static ECKey ecKey(String keyId) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    KnownClient known() {
        return new KnownClient(ID, KEY.toPublicJWK(), tokenUri, List.of(SCOPE, "other:read"));
    }

    Map<String, Object> claims(Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ID);
        claims.put("sub", ID);
        claims.put("aud", tokenUri.toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(300).getEpochSecond());
        return claims;
    }

    String assertion(Instant now) {
        return sign(claims(now));
    }

    String sign(Map<String, Object> claims) {
        return sign(claims, JWSAlgorithm.ES256, KEY_ID, KEY);
    }

    String sign(Map<String, Object> claims, JWSAlgorithm algorithm, @Nullable String keyId, JWK key) {
        return sign(new Payload(claims), algorithm, keyId, key);
    }

    String sign(Payload payload, JWSAlgorithm algorithm, @Nullable String keyId, JWK key) {
        try {
            var jws =
                    new JWSObject(new JWSHeader.Builder(algorithm).keyID(keyId).build(), payload);
            jws.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
            return jws.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Map<String, String> form(Instant now) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("scope", SCOPE);
        form.put("client_id", ID);
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion(now));
        return form;
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
