package dev.tokenvending.sandbox;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A client of an installation, made of nothing but what the event told. */
record InstalledClient(String id, ECKey key, URI tokenUri) {

    static InstalledClient of(JsonNode event) throws GeneralSecurityException {
        JsonNode data = event.path("data");
        KeyFactory keys = KeyFactory.getInstance("EC");
        var publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(bytes(data.path("public_key"))));
        var privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(data.path("private_key"))));
        var key = new ECKey.Builder(Curve.P_256, publicKey)
                .privateKey(privateKey)
                .keyID(data.path("key_id").asString())
                .build();
        String tokens = event.path("_links").path("tokens").path("href").asString();
        return new InstalledClient(data.path("client_id").asString(), key, URI.create(tokens));
    }

    InstalledClient signingWith(ECKey other) {
        return new InstalledClient(id, other, tokenUri);
    }

    InstalledClient at(URI otherTokenUri) {
        return new InstalledClient(id, key, otherTokenUri);
    }

    Map<String, String> form(Instant now, String scope) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", id);
        claims.put("sub", id);
        claims.put("aud", tokenUri.toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(300).getEpochSecond());
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("scope", scope);
        form.put("client_id", id);
        form.put("client_assertion_type", TokenDesk.ASSERTION_TYPE);
        form.put("client_assertion", TestClient.usual().sign(claims, JWSAlgorithm.ES256, key.getKeyID(), key));
        return form;
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }
}
