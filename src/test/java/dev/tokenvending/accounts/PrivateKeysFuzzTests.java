package dev.tokenvending.accounts;

import static dev.tokenvending.accounts.KeyTrial.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenvending.core.SigningKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is pasted as a private key ends in a key or in a reason; {@link KeyTrial#parse} fails on all else. */
class PrivateKeysFuzzTests {

    private static final List<String> GOOD = List.of(
            "ec-p256.pkcs8",
            "ec-p256.sec1",
            "ec-p384.sec1",
            "ec-p521.pkcs8",
            "rsa-2048.pkcs8",
            "rsa-2048.pkcs1",
            "rsa-pss-2048.pkcs8");

    /** Fixed, so that a failure can be repeated. */
    private final Random random = new Random(20_260_301);

    /** A P-256 key of which a bit of the secret is flipped is a good key; but one that still says "EC, P-256". */
    @ParameterizedTest
    @ValueSource(strings = {"ec-p256.pkcs8", "ec-p256-no-public.sec1"})
    void parseWhenABitOfAnEcKeyIsFlippedThenRefusedOrAKeyThatSigns(String file) {
        byte[] der = TestKeys.der(TestKeys.pem(file));
        long accepted = IntStream.range(0, der.length * 8)
                .filter(bit -> parse(TestKeys.base64(flipped(der, bit))).isPresent())
                .count();
        assertThat(accepted).isBetween(256L, der.length * 8L - 100);
    }

    /** An RSA key holds enough to notice: one that is accepted is the one that was meant. */
    @ParameterizedTest
    @CsvSource({"rsa-2048.pkcs8, rsa-2048", "rsa-2048.pkcs1, rsa-2048", "rsa-pss-2048.pkcs8, rsa-pss-2048"})
    void parseWhenABitOfAnRsaKeyIsFlippedThenRefusedOrStillTheSameKey(String file, String family) throws Exception {
        byte[] der = TestKeys.der(TestKeys.pem(file));
        int refused = 0;
        for (int at = 0; at < der.length; at += 8) {
            Optional<SigningKey> key = parse(TestKeys.base64(flipped(der, at * 8 + random.nextInt(8))));
            if (key.isPresent()) {
                assertThat(Signatures.match(key.get(), TestKeys.publicKey(family)))
                        .isTrue();
            } else {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(der.length / 16);
    }

    /** Java's own arithmetic breaks on these, and only when the key signs. */
    @ParameterizedTest
    @ValueSource(bytes = {0, -1})
    void parseWhenAPrimeIsZeroOrNegativeThenRefused(byte filling) throws Exception {
        byte[] der = TestKeys.der(TestKeys.pem("rsa-2048.pkcs1"));
        byte[] prime = ((RSAPrivateCrtKey) TestKeys.reference("rsa-2048.pkcs8"))
                .getPrimeP()
                .toByteArray();
        int at = IntStream.range(0, der.length - prime.length)
                .filter(i -> Arrays.equals(der, i, i + prime.length, prime, 0, prime.length))
                .findFirst()
                .orElseThrow();
        Arrays.fill(der, at, at + prime.length, filling);
        assertThat(parse(TestKeys.base64(der))).isEmpty();
    }

    /** Chance makes a P-256 key now and then: any 32 bytes are one, once what is before them is right. */
    @Test
    void parseWhenBytesAreRandomThenNothingButAReasonOrAKeyComesOut() {
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 8 && random.nextBoolean()) {
                // As far as the first look goes, a key.
                bytes[0] = 0x30;
                bytes[1] = (byte) (bytes.length - 2);
                System.arraycopy(new byte[] {0x02, 0x01, 0x00}, 0, bytes, 2, 3);
                bytes[5] = (byte) (random.nextBoolean() ? 0x30 : random.nextBoolean() ? 0x04 : 0x02);
                bytes[6] = (byte) random.nextInt(40);
            }
            refused += parse(TestKeys.base64(bytes)).isEmpty() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(4_900);
    }

    @Test
    void parseWhenTextIsRandomThenRefused() {
        String alphabet = "-----BEGIN PRIVATE KEY-----END\\nMIGHAgEA+/= \n\"'{}";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(120), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            assertThat(parse(text.toString())).isEmpty();
        }
    }

    @Test
    void parseWhenKeysAreMangledThenNothingButAReasonComesOut() {
        List<byte[]> ec = ders("ec-");
        List<byte[]> rsa = ders("rsa-");
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            // RSA keys are slow to try.
            List<byte[]> keys = i % 20 == 0 ? rsa : ec;
            byte[] der = mangled(keys.get(random.nextInt(keys.size())));
            refused += parse(TestKeys.base64(der)).isEmpty() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(2_500);
    }

    private static List<byte[]> ders(String family) {
        return GOOD.stream()
                .filter(file -> file.startsWith(family))
                .map(file -> TestKeys.der(TestKeys.pem(file)))
                .toList();
    }

    /** Overwrites a few stretches, mostly near the beginning, where the structure is. */
    private byte[] mangled(byte[] key) {
        byte[] der = key.clone();
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(random.nextBoolean() ? der.length : Math.min(der.length, 60));
            int length = Math.min(der.length - at, 1 + random.nextInt(12));
            byte[] stretch = new byte[length];
            switch (random.nextInt(3)) {
                case 0 -> random.nextBytes(stretch);
                case 1 -> Arrays.fill(stretch, (byte) 0xFF);
                default -> Arrays.fill(stretch, (byte) 0);
            }
            System.arraycopy(stretch, 0, der, at, length);
        }
        return der;
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
