package dev.tokenvending.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.tokenvending.settings.Settings;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes signers and verifiers of keys. The provider is handed to them alone and never installed: everything else in the
 * process goes on as the JDK does it.
 */
public final class Crypto {

    private static final Logger log = LoggerFactory.getLogger(Crypto.class);

    private final @Nullable Provider fast;
    private final String description;

    private Crypto(@Nullable Provider fast, String description) {
        this.fast = fast;
        this.description = description;
    }

    /** Loaded when it is first asked for, and for good: a process loads a native library once. */
    private static final class Fastest {
        private static final Crypto CRYPTO = Crypto.by(Crypto::amazon);
    }

    /** As {@code token-vending.crypto} says. */
    public static Crypto read(Settings settings) {
        return switch (settings.read(CryptoProperties.class).crypto()) {
            case FASTEST -> Fastest.CRYPTO;
            case JDK -> jdk();
        };
    }

    /** The JDK alone. */
    public static Crypto jdk() {
        return new Crypto(null, "the JDK, as token-vending.crypto says");
    }

    /** That provider if it can be had and passes the test, else the JDK. */
    static Crypto by(Supplier<Provider> candidate) {
        try {
            Provider provider = candidate.get();
            SelfTest.of(provider);
            String name = provider.getName() + " " + provider.getVersionStr();
            return new Crypto(provider, name + "; token-vending.crypto: jdk turns it off");
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return new Crypto(null, "the JDK, since there is no faster provider here (" + e + ")");
        }
    }

    private static Provider amazon() {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        @Nullable Throwable error = provider.getLoadingError();
        if (error != null) {
            throw new IllegalStateException(error.toString(), error);
        }
        return provider;
    }

    /** Says who signs and verifies, and how to have it otherwise. */
    public void announce() {
        log.info("Signatures are made and verified by {}", description);
    }

    /** A signer by that algorithm, which the key must fit. */
    public JWSSigner signer(JWSAlgorithm algorithm, PrivateKey key) throws JOSEException {
        if (fast != null) {
            try {
                JWSSigner signer = newSigner((PrivateKey) translated(key, fast));
                signer.getJCAContext().setProvider(fast);
                signer.sign(new JWSHeader(algorithm), new byte[0]);
                return signer;
            } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
                // A kind of key that only the JDK knows.
            }
        }
        return newSigner(key);
    }

    /** A verifier by all algorithms that fit the key. */
    public JWSVerifier verifier(PublicKey key) throws JOSEException {
        // Even for the provider, the JDK looks at the key first.
        JWSVerifier verifier = newVerifier(key);
        if (fast != null) {
            try {
                verifier = newVerifier((PublicKey) translated(key, fast));
                verifier.getJCAContext().setProvider(fast);
            } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
                // A kind of key that only the JDK knows.
            }
        }
        return verifier;
    }

    /** The provider's own form of the key, which it would otherwise make again for each signature. */
    private static Key translated(Key key, Provider provider) throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    }

    private static JWSSigner newSigner(PrivateKey key) throws JOSEException {
        return key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
    }

    private static JWSVerifier newVerifier(PublicKey key) throws JOSEException {
        return key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAPublicKey) key);
    }
}
