package dev.tokenvending.audit;

import dev.tokenvending.settings.Settings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes clients' addresses as {@code token-vending.audit.client-address} wants them. */
public final class ClientAddresses {

    private static final String KEY = "token-vending.audit.address-key";
    private static final String HMAC = "HmacSHA256";
    private static final int SHORTEST_KEY = 16;

    /** As many bits as an IPv6 address has; more would tell no more. */
    private static final int HASH_BYTES = 16;

    private static final int IPV6_NETWORK_BYTES = 6;

    private final AddressForm form;
    private final byte[] key;

    private ClientAddresses(AddressForm form, byte[] key) {
        this.form = form;
        this.key = key;
    }

    public static ClientAddresses read(Settings settings) {
        AuditProperties properties = settings.read(AuditProperties.class);
        Optional<String> key = settings.textOrFile(KEY, properties.addressKey()).map(String::strip);
        if (properties.clientAddress() == AddressForm.HASHED && key.isEmpty()) {
            settings.problem(
                    KEY,
                    "is missing: without it, whoever reads the log could hash all addresses and compare.",
                    "file:/run/secrets/address-key, made by openssl rand -base64 32");
        }
        if (key.isPresent() && key.get().length() < SHORTEST_KEY) {
            settings.problem(
                    KEY, "is shorter than " + SHORTEST_KEY + " characters.", "what openssl rand -base64 32 prints");
        }
        return new ClientAddresses(properties.clientAddress(), key.orElse("").getBytes(StandardCharsets.UTF_8));
    }

    /** What is written for an address, or for the word that says that it is not known. */
    String written(String address) {
        return switch (form) {
            case FULL -> address;
            case TRUNCATED -> network(address);
            case HASHED -> hash(address);
        };
    }

    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? network(six.getAddress())
                    : address.substring(0, address.lastIndexOf('.')) + ".0/24";
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** Written as RFC 5952 wants it. */
    private static String network(byte[] six) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < IPV6_NETWORK_BYTES; i += 2) {
            groups.add(Integer.toHexString(Byte.toUnsignedInt(six[i]) << 8 | Byte.toUnsignedInt(six[i + 1])));
        }
        while (!groups.isEmpty() && groups.getLast().equals("0")) {
            groups.removeLast();
        }
        return String.join(":", groups) + "::/48";
    }

    private String hash(String address) {
        try {
            Mac hmac = Mac.getInstance(HMAC);
            hmac.init(new SecretKeySpec(key, HMAC));
            byte[] hash = hmac.doFinal(address.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
