package dev.tokenvending.accounts;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads the few DER elements (X.690 §8) private keys are made of, one after another. */
final class Der {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xA0;

    private final byte[] bytes;
    private int position;

    Der(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    /** The tag of the next element, or -1 at the end. */
    int tag() {
        return isAtEnd() ? -1 : bytes[position] & 0xFF;
    }

    /** The content of the next element, which must have the given tag. */
    byte[] next(int tag) throws UnusableKeyException {
        if (tag() != tag) {
            throw notDer();
        }
        position++;
        int length = length();
        if (length > bytes.length - position) {
            throw new UnusableKeyException("is cut off: the end of the key is missing.");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    Der enter(int tag) throws UnusableKeyException {
        return new Der(next(tag));
    }

    BigInteger integer() throws UnusableKeyException {
        byte[] content = next(INTEGER);
        if (content.length == 0) {
            throw notDer();
        }
        return new BigInteger(content);
    }

    private int length() throws UnusableKeyException {
        int first = read();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7F;
        if (octets == 0 || octets > 3) {
            throw notDer();
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | read();
        }
        return length;
    }

    private int read() throws UnusableKeyException {
        if (isAtEnd()) {
            throw new UnusableKeyException("is cut off: the end of the key is missing.");
        }
        return bytes[position++] & 0xFF;
    }

    private static UnusableKeyException notDer() {
        return new UnusableKeyException("is not a private key in PKCS#8 or SEC1 form.");
    }
}
