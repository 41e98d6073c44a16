package dev.tokenvending.caller.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.tokenvending.crypto.Crypto;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON Web Key Set (RFC 7517) that somebody else wrote. */
final class KeySetParser {

    private static final int MOST_KEYS = 100;

    private KeySetParser() {}

    /**
     * The keys to verify signatures by. What is there for other purposes, or of kinds we do not know, is passed over
     * (RFC 7517 §5).
     *
     * @throws IOException when it is no key set, nothing in it is of use, or it gives away a private key
     */
    static KeySet parse(String json, Crypto crypto) throws IOException {
        try {
            Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
            if (keys == null || keys.length > MOST_KEYS) {
                throw new IOException(keys == null ? "It is no key set" : "It has more than " + MOST_KEYS + " keys");
            }
            List<KeySet.Entry> entries = new ArrayList<>();
            for (Map<String, Object> key : keys) {
                entry(key, crypto).ifPresent(entries::add);
            }
            if (entries.isEmpty()) {
                throw new IOException("It has no key to verify signatures by");
            }
            return new KeySet(entries);
        } catch (ParseException e) {
            throw new IOException("It is no key set", e);
        }
    }

    private static Optional<KeySet.Entry> entry(Map<String, Object> json, Crypto crypto) throws IOException {
        try {
            JWK jwk = JWK.parse(json);
            if (!(jwk instanceof AsymmetricJWK key) || jwk instanceof OctetSequenceKey) {
                return Optional.empty();
            }
            if (jwk.isPrivate()) {
                // Everybody can sign by a key that has been published; none of its neighbours deserves trust either.
                throw new IOException("It gives away a private key");
            }
            if (!isForSignatures(jwk)) {
                return Optional.empty();
            }
            String algorithm =
                    jwk.getAlgorithm() == null ? null : jwk.getAlgorithm().getName();
            return Optional.of(
                    new KeySet.Entry(jwk.getKeyID(), algorithm, VerificationKey.of(key.toPublicKey(), crypto)));
        } catch (ParseException | JOSEException | UnfitKeyException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(JWK jwk) {
        boolean use = jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse());
        boolean operation =
                jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
        return use && operation;
    }
}
