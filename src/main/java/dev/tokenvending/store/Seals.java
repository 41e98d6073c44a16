package dev.tokenvending.store;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Seals secrets for one row of the database each (RFC 7516, {@code dir} with {@code A256GCM}): nobody with the database
 * alone can read them, change them, or put them into another row. The first key seals, all open.
 */
public final class Seals {

    private static final int LONGEST = 64 * 1024;
    private static final int LONGEST_ROW = 2048;
    private static final String ROW = "row";
    private static final Set<String> PARAMETERS = Set.of("alg", "enc", "kid", ROW);

    /** Header, no encrypted key, 12 bytes of nonce, the secret, 16 bytes of tag. */
    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.\\.[\\w-]{16}\\.[\\w-]*\\.[\\w-]{22}");

    private static final Pattern KEY_ID = Pattern.compile("[\\w.-]{1,64}");

    private final String currentId;
    private final Map<String, SealingKey> keys;

    /** @param keys at least one */
    Seals(List<SealingKey> keys) {
        this.currentId = keys.getFirst().id();
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(SealingKey::id, Function.identity()));
    }

    /**
     * Seals a secret.
     *
     * @param row what identifies the row; can be read by anybody
     */
    public String seal(String secret, String row) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(currentId)
                .customParam(ROW, row)
                .build();
        JWEObject seal = new JWEObject(header, new Payload(secret));
        try {
            seal.encrypt(new DirectEncrypter(keyOf(header).key()));
        } catch (JOSEException | BrokenSealException e) {
            throw new IllegalStateException("The secret cannot be sealed", e);
        }
        String sealed = seal.serialize();
        if (sealed.length() > LONGEST || row.length() > LONGEST_ROW) {
            throw new IllegalArgumentException("The secret or its row is too long to be sealed");
        }
        return sealed;
    }

    /**
     * The secret that was sealed for that row.
     *
     * @throws BrokenSealException when it was not, or not by one of our keys, or when anything was changed
     */
    public String open(String sealed, String row) throws BrokenSealException {
        JWEObject seal = parse(sealed);
        try {
            seal.decrypt(new DirectDecrypter(keyOf(seal.getHeader()).key()));
        } catch (JOSEException | RuntimeException e) {
            throw new BrokenSealException("tampered");
        }
        if (!MessageDigest.isEqual(bytes(seal.getHeader().getCustomParam(ROW)), bytes(row))) {
            throw new BrokenSealException("other_row");
        }
        return seal.getPayload().toString();
    }

    /**
     * The same secret, sealed by the key that seals now.
     *
     * @throws BrokenSealException when it cannot be opened, by whatever key it was sealed
     */
    public String anew(String sealed, String row) throws BrokenSealException {
        String secret = open(sealed, row);
        return isCurrent(sealed) ? sealed : seal(secret, row);
    }

    /** Of the key that seals now. */
    public String currentKeyId() {
        return currentId;
    }

    /** Of the key that a seal names, be it one of ours or not; empty when it is no seal. */
    public Optional<String> keyIdOf(String sealed) {
        try {
            return Optional.ofNullable(parse(sealed).getHeader().getKeyID())
                    .filter(id -> KEY_ID.matcher(id).matches());
        } catch (BrokenSealException e) {
            return Optional.empty();
        }
    }

    /** Whether it was sealed by the key that seals now; if not, it is to be sealed anew. */
    public boolean isCurrent(String sealed) {
        try {
            return keyOf(parse(sealed).getHeader()).id().equals(currentId);
        } catch (BrokenSealException e) {
            return false;
        }
    }

    /** Takes nothing but what {@link #seal} makes: other algorithms, compression or spellings are no seals of ours. */
    private static JWEObject parse(String sealed) throws BrokenSealException {
        if (sealed.length() > LONGEST || !FORM.matcher(sealed).matches()) {
            throw new BrokenSealException("malformed");
        }
        try {
            JWEObject seal = JWEObject.parse(sealed);
            JWEHeader header = seal.getHeader();
            if (header.getIncludedParams().equals(PARAMETERS)
                    && JWEAlgorithm.DIR.equals(header.getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                    && header.getCustomParam(ROW) instanceof String
                    && isCanonical(seal.getCipherText())
                    && isCanonical(seal.getAuthTag())) {
                return seal;
            }
        } catch (ParseException | RuntimeException e) {
            // As below; the message might quote it.
        }
        throw new BrokenSealException("malformed");
    }

    /** The last character of Base64 may have bits that do not count. */
    private static boolean isCanonical(Base64URL part) {
        return Base64URL.encode(part.decode()).equals(part);
    }

    private SealingKey keyOf(JWEHeader header) throws BrokenSealException {
        SealingKey key = keys.get(header.getKeyID());
        if (key == null) {
            throw new BrokenSealException("unknown_key");
        }
        return key;
    }

    private static byte[] bytes(Object text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
