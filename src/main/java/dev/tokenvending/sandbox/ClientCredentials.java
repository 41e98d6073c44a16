package dev.tokenvending.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The credentials of a new client, told to the app once: the sandbox itself keeps the public half only. */
record ClientCredentials(String clientId, String clientSecret, ECKey key) {

    static ClientCredentials fresh() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).keyID(OpaqueId.fresh()).generate();
            return new ClientCredentials(OpaqueId.fresh(), OpaqueId.fresh(), key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This JVM makes no P-256 keys", impossible);
        }
    }

    /** As {@code app.installed} and {@code app.credentials_rotated} carry them: PKCS#8 and SPKI, without armour. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("client_id", clientId);
        fields.put("client_secret", clientSecret);
        try {
            fields.put("private_key", base64(key.toECPrivateKey().getEncoded()));
            fields.put("public_key", base64(key.toECPublicKey().getEncoded()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("The sandbox's own key does not encode", impossible);
        }
        fields.put("key_id", key.getKeyID());
        fields.put("key_algorithm", "ES256");
        return fields;
    }

    /** A secret and a private key are in it. */
    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
