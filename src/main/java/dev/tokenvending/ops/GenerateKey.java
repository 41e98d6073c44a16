package dev.tokenvending.ops;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.tokenvending.core.KeyAlgorithm;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code java -jar … generate-key [ALGORITHM]}: prints a new key pair, the private half as {@code TD_PRIVATE_KEY} takes
 * it, the public half as PEM and JWK, to register at Talkdesk.
 */
public final class GenerateKey {

    /** The name of the command. */
    public static final String NAME = "generate-key";

    private static final int RSA_BITS = 3072;
    private static final int USAGE = 2;

    private GenerateKey() {}

    /** Prints the key pair; gives the exit code: 0, or 2 for words it does not know. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<KeyAlgorithm> algorithm = algorithm(arguments);
        if (algorithm.isEmpty()) {
            err.println("Usage: java -jar talkdesk-token-vending.jar " + NAME + " [ALGORITHM]");
            err.println("ALGORITHM is one of " + Arrays.toString(KeyAlgorithm.values()) + "; ES256 by default.");
            return USAGE;
        }
        try {
            print(generate(algorithm.get()), out);
            return 0;
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make such a key", e);
        }
    }

    private static Optional<KeyAlgorithm> algorithm(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.of(KeyAlgorithm.ES256);
        }
        String wished = arguments.getFirst().toUpperCase(Locale.ROOT);
        return arguments.size() > 1
                ? Optional.empty()
                : Arrays.stream(KeyAlgorithm.values())
                        .filter(algorithm -> algorithm.name().equals(wished))
                        .findFirst();
    }

    private static JWK generate(KeyAlgorithm algorithm) throws JOSEException {
        JWSAlgorithm jws = JWSAlgorithm.parse(algorithm.name());
        return algorithm.isRsa()
                ? new RSAKeyGenerator(RSA_BITS)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(jws)
                        .keyIDFromThumbprint(true)
                        .generate()
                : new ECKeyGenerator(Curve.forJWSAlgorithm(jws).iterator().next())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(jws)
                        .keyIDFromThumbprint(true)
                        .generate();
    }

    private static void print(JWK key, PrintStream out) throws JOSEException {
        AsymmetricJWK pair = (AsymmetricJWK) key;
        out.println("# The private key. Keep it secret; set it for this service, and nowhere else:");
        out.println("TD_PRIVATE_KEY=" + base64(pair.toPrivateKey().getEncoded()));
        out.println();
        out.println("# The public key. Register it at Talkdesk, as PEM or as JWK, whichever it asks for.");
        out.println("# Then set TD_KEY_ID to the key id that Talkdesk knows it by.");
        out.println("-----BEGIN PUBLIC KEY-----");
        out.println(Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.toPublicKey().getEncoded()));
        out.println("-----END PUBLIC KEY-----");
        out.println();
        out.println(key.toPublicJWK().toJSONString());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
