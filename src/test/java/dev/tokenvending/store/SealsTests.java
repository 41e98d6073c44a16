package dev.tokenvending.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealsTests {

    private static final String SECRET = "c4nary-s3cret";
    private static final String ROW = "credential/app/installation";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final List<SealingKey> KEYS = TestSeals.keys("one", "two");

    private final Seals seals = new Seals(KEYS);

    @ParameterizedTest
    @ValueSource(strings = {SECRET, "", "zażółć 電話 \u0000", "-----BEGIN PRIVATE KEY-----\nMIG\n"})
    void openWhenSealedForThatRowThenTheSecret(String secret) throws Exception {
        assertThat(seals.open(seals.seal(secret, ROW), ROW)).isEqualTo(secret);
    }

    @Test
    void openWhenAsLongAsAKeyThenTheSecret() throws Exception {
        String secret = "k".repeat(48_000);
        assertThat(seals.open(seals.seal(secret, ROW), ROW)).isEqualTo(secret);
    }

    @Test
    void sealWhenTwiceThenDifferent() {
        assertThat(seals.seal(SECRET, ROW)).isNotEqualTo(seals.seal(SECRET, ROW));
    }

    @Test
    void sealWhenReadThenTheHeaderAloneTellsAnything() {
        String sealed = seals.seal(SECRET, ROW);
        String header = new String(
                Base64.getUrlDecoder().decode(sealed.substring(0, sealed.indexOf('.'))), StandardCharsets.UTF_8);
        assertThat(header).contains("\"dir\"", "\"A256GCM\"", "\"one\"", ROW);
        assertThat(sealed + header).doesNotContain(SECRET);
    }

    @Test
    void sealWhenTooLongToBeOpenedThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> seals.seal("k".repeat(50_000), ROW));
        assertThatIllegalArgumentException().isThrownBy(() -> seals.seal(SECRET, "r".repeat(2049)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "credential/app/installation2", "credential/app/installatio", "Credential/app/installation"})
    void openWhenSealedForAnotherRowThenBroken(String row) {
        String sealed = seals.seal(SECRET, ROW);
        assertThat(code(seals, sealed, row)).isEqualTo("other_row");
    }

    @Test
    void openWhenAnyCharacterIsChangedThenBroken() {
        String sealed = seals.seal(SECRET, ROW);
        Set<String> codes = Set.of("malformed", "unknown_key", "tampered");
        for (int i = 0; i < sealed.length(); i++) {
            for (char other : new char[] {neighbour(sealed.charAt(i)), 'A', 'w', '.', '=', '\n', '+'}) {
                if (other != sealed.charAt(i)) {
                    String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
                    assertThat(code(seals, changed, ROW)).as("at %s", i).isIn(codes);
                }
            }
        }
    }

    /** Of the characters of Base64, the one that differs in the last bit, which at the end of a part may not count. */
    private static char neighbour(char character) {
        int index = ALPHABET.indexOf(character);
        return index < 0 ? 'A' : ALPHABET.charAt(index ^ 1);
    }

    @Test
    void openWhenTruncatedOrExtendedThenBroken() {
        String sealed = seals.seal(SECRET, ROW);
        IntStream.range(0, sealed.length())
                .forEach(end ->
                        assertThat(code(seals, sealed.substring(0, end), ROW)).isNotEmpty());
        assertThat(Stream.of(sealed + "A", sealed + "\n", " " + sealed, sealed + ".AAAA", sealed + sealed))
                .allSatisfy(other -> assertThat(code(seals, other, ROW)).isEqualTo("malformed"));
    }

    @Test
    void openWhenPartsOfTwoAreMixedThenBroken() {
        String[] one = seals.seal(SECRET, ROW).split("\\.", -1);
        String[] other = seals.seal(SECRET, "another").split("\\.", -1);
        for (int i : new int[] {0, 2, 3, 4}) {
            String[] mixed = one.clone();
            mixed[i] = other[i];
            assertThat(code(seals, String.join(".", mixed), ROW)).isEqualTo("tampered");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "....", "e30....", "e30..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA", "c4nary", "żółć"
            })
    void openWhenNoSealThenBroken(String sealed) {
        assertThat(code(seals, sealed, ROW)).isEqualTo("malformed");
    }

    @Test
    void openWhenHugeThenBroken() {
        String sealed = seals.seal(SECRET, ROW);
        String padded = sealed.replaceFirst("\\.([\\w-]*)\\.([\\w-]*)$", ".$1" + "A".repeat(64 * 1024) + ".$2");
        assertThat(code(seals, padded, ROW)).isEqualTo("malformed");
    }

    static Stream<JWEHeader> foreign() {
        return Stream.of(
                header().compressionAlgorithm(CompressionAlgorithm.DEF).build(),
                header().customParam("more", "x").build(),
                header().customParam("row", 7).build(),
                header().contentType("text").build(),
                header().keyID(null).build(),
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                        .keyID("one")
                        .build(),
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                        .keyID("one")
                        .customParam("row", ROW)
                        .build());
    }

    private static JWEHeader.Builder header() {
        return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID("one")
                .customParam("row", ROW);
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void openWhenSealedInAnotherWayByOurKeyThenBroken(JWEHeader header) throws JOSEException {
        JWEObject seal = new JWEObject(header, new Payload(SECRET));
        seal.encrypt(new DirectEncrypter(KEYS.getFirst().key()));
        assertThat(code(seals, seal.serialize(), ROW)).isEqualTo("malformed");
    }

    @Test
    void openWhenSealedAsWeDoThenTheSameTestWouldPass() throws Exception {
        JWEObject seal = new JWEObject(header().build(), new Payload(SECRET));
        seal.encrypt(new DirectEncrypter(KEYS.getFirst().key()));
        assertThat(seals.open(seal.serialize(), ROW)).isEqualTo(SECRET);
    }

    @Test
    void openWhenKeyIsWrappedByOursThenBroken() throws JOSEException {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.A256GCMKW, EncryptionMethod.A256GCM)
                .keyID("one")
                .customParam("row", ROW)
                .build();
        JWEObject seal = new JWEObject(header, new Payload(SECRET));
        seal.encrypt(new AESEncrypter(KEYS.getFirst().key()));
        assertThat(code(seals, seal.serialize(), ROW)).isEqualTo("malformed");
    }

    @Test
    void openWhenKeyIsNotAmongOursThenBroken() {
        assertThat(code(seals, TestSeals.of("three").seal(SECRET, ROW), ROW)).isEqualTo("unknown_key");
    }

    @Test
    void openWhenAnotherKeyHasItsIdThenBroken() {
        assertThat(code(seals, TestSeals.of("one").seal(SECRET, ROW), ROW)).isEqualTo("tampered");
    }

    @Test
    void openWhenKeysAreReplacedThenOldSealsOpenAsLongAsTheirKeyIsThere() throws Exception {
        String old = new Seals(List.of(KEYS.getLast())).seal(SECRET, ROW);
        assertThat(seals.open(old, ROW)).isEqualTo(SECRET);
        assertThat(seals.isCurrent(old)).isFalse();
        assertThat(seals.keyIdOf(old)).contains(KEYS.getLast().id());
        assertThat(seals.currentKeyId()).isEqualTo(KEYS.getFirst().id());
        String renewed = seals.seal(seals.open(old, ROW), ROW);
        assertThat(seals.isCurrent(renewed)).isTrue();
        assertThat(new Seals(List.of(KEYS.getFirst())).open(renewed, ROW)).isEqualTo(SECRET);
        assertThat(code(new Seals(List.of(KEYS.getLast())), renewed, ROW)).isEqualTo("unknown_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c4nary", "e30..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"})
    void isCurrentWhenNoSealThenNot(String sealed) {
        assertThat(seals.isCurrent(sealed)).isFalse();
        assertThat(seals.keyIdOf(sealed)).isEmpty();
    }

    @Test
    void toStringWhenAnythingIsPrintedThenNoSecret() {
        String key = Base64.getEncoder().encodeToString(KEYS.getFirst().key().getEncoded());
        assertThat(KEYS.toString()).contains("one").doesNotContain(key);
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> seals.open(SECRET, SECRET))
                .withNoCause()
                .withMessage("The seal is broken: malformed");
    }

    private static String code(Seals seals, String sealed, String row) {
        BrokenSealException broken = catchThrowableOfType(BrokenSealException.class, () -> seals.open(sealed, row));
        assertThat(broken).hasNoCause().hasMessage("The seal is broken: " + broken.code());
        return broken.code();
    }
}
