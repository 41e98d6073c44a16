package dev.tokenvending.accounts;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the Base64 in what people paste as a private key: with or without PEM armour, with newlines real, written as
 * {@code \n} or lost, in quotes, after other PEM blocks such as OpenSSL's {@code EC PARAMETERS}.
 */
final class KeyText {

    private static final Pattern PRIVATE_KEY_BLOCK =
            Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----([^-]*)-----END");
    private static final Pattern ARMOUR = Pattern.compile("-----(?:BEGIN|END) [A-Z0-9 ]+-----");

    private KeyText() {}

    static byte[] decode(String text) throws UnusableKeyException {
        String plain = text.replace("\\r", "").replace("\\n", "\n");
        if (plain.contains("Proc-Type:") || plain.contains("ENCRYPTED")) {
            throw new UnusableKeyException(
                    "is encrypted. Decrypt it first: openssl pkey -in encrypted.pem -out key.pem.");
        }
        if (plain.strip().startsWith("{")) {
            throw new UnusableKeyException("is a JSON Web Key; PEM or Base64 is needed.");
        }
        Matcher block = PRIVATE_KEY_BLOCK.matcher(plain);
        String body = block.find() ? block.group(1) : ARMOUR.matcher(plain).replaceAll("");
        String base64 = body.replaceAll("[\\s\"']", "");
        if (base64.isEmpty()) {
            throw new UnusableKeyException("holds no key.");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException("is not Base64 or is cut off.");
        }
    }
}
