package dev.tokenvending;

import dev.tokenvending.caller.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The requests of {@code src/test/resources/hostile}, whose {@code requests.txt} tells the notation, and mutations of them.
 * One character is one byte (ISO 8859-1). {@code bench/hostile} reads the same files.
 *
 * @param words what the placeholders without an argument stand for
 * @param signer makes a token of its claims in JSON
 */
record HostileRequests(Map<String, String> words, UnaryOperator<String> signer) {

    private static final Pattern PLACEHOLDER = Pattern.compile("«([^«»]*)»");
    private static final Pattern REPEATED = Pattern.compile("(.*)\\*(\\d+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|([rnt\\\\]))");
    private static final String LENGTH = "Content-Length: \0";

    /** The good claims, of which those that are given otherwise are left out. */
    private static final List<String> CLAIMS = List.of(
            "\"iss\":\"https://hostile.example/\"",
            "\"aud\":\"example-app\"",
            "\"sub\":\"anna\"",
            "\"exp\":4102444800",
            "\"entitlements\":[\"voice\"]");

    /**
     * A request, or several in a row.
     *
     * @param expected the statuses of the answers; 4 for any that begins so, * for whatever comes
     */
    record Request(String expected, String bytes) {

        /** Without the bytes, which hold credentials. */
        @Override
        public String toString() {
            return bytes.lines().findFirst().orElse("").replaceAll("(?<=.{100}).*", "…");
        }
    }

    Stream<Request> in(String file) {
        return lines(file).map(line -> line.split(" +", 2)).map(line -> new Request(line[0], expand(line[1])));
    }

    List<String> snippets() {
        return lines("snippets.txt")
                .map(this::replaced)
                .map(HostileRequests::unescaped)
                .toList();
    }

    private static Stream<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(HostileRequests.class.getResourceAsStream("/hostile/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a few random changes. */
    static String mutated(Random random, String bytes, List<String> snippets) {
        String mutated = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(40));
            String before = mutated.substring(0, at);
            String part = mutated.substring(at, to);
            String after = mutated.substring(to);
            mutated = switch (random.nextInt(6)) {
                case 0 -> before + (char) random.nextInt(256) + after;
                case 1 -> before + after;
                case 2 -> before + part.repeat(1 + random.nextInt(20)) + after;
                case 3 -> before + snippets.get(random.nextInt(snippets.size())) + part + after;
                case 4 -> shuffled(random, mutated, "\r\n");
                default -> shuffled(random, mutated, " ");
            };
        }
        return mutated;
    }

    private static String shuffled(Random random, String bytes, String separator) {
        List<String> parts = new ArrayList<>(List.of(bytes.split(separator, -1)));
        Collections.swap(parts, random.nextInt(parts.size()), random.nextInt(parts.size()));
        return String.join(separator, parts);
    }

    private String expand(String line) {
        String text = replaced(line.replace("«length»", "\0"));
        String lines = (text.contains(" ||") ? text : text + " ||").replaceAll(" \\|\\|(?: |$)", "\r\n\r\n");
        String bytes = unescaped(lines.replace(" | ", "\r\n"));
        int at = bytes.indexOf(LENGTH);
        return at < 0
                ? bytes
                : bytes.replace(
                        LENGTH,
                        "Content-Length: " + (bytes.length() - bytes.indexOf("\r\n\r\n", at) - "\r\n\r\n".length()));
    }

    /** From the innermost placeholder outwards. */
    private String replaced(String text) {
        return text.contains("«")
                ? replaced(PLACEHOLDER.matcher(text).replaceAll(found -> literal(word(found.group(1)))))
                : text;
    }

    private String word(String text) {
        String word = words.get(text);
        String rest = text.substring(text.indexOf(' ') + 1);
        var repeated = REPEATED.matcher(text);
        if (word != null) {
            return word;
        } else if (text.startsWith("base64 ")) {
            return Base64.getEncoder().encodeToString(unescaped(rest).getBytes(StandardCharsets.ISO_8859_1));
        } else if (text.startsWith("parts ")) {
            return Arrays.stream(rest.split(" "))
                    .map(HostileRequests::base64Url)
                    .collect(Collectors.joining("."));
        } else if (text.startsWith("signed ")) {
            return signed(rest);
        } else if (repeated.matches()) {
            return repeated.group(1).repeat(Integer.parseInt(repeated.group(2)));
        }
        throw new IllegalArgumentException(text);
    }

    /** A token with the good claims, and with those of this JSON beside them or in their place. */
    String signed(String claims) {
        Stream<String> good =
                CLAIMS.stream().filter(claim -> !claims.contains(claim.substring(0, claim.indexOf(':') + 1)));
        String own = unescaped(claims.substring(1, claims.length() - 1));
        return signer.apply(Stream.concat(good, Stream.of(own).filter(it -> !it.isEmpty()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String base64Url(String text) {
        return TestTokens.base64(unescaped(text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> literal(character(found)));
    }

    private static String character(MatchResult escape) {
        String hexadecimal = escape.group(1);
        return hexadecimal != null
                ? String.valueOf((char) Integer.parseInt(hexadecimal, 16))
                : escape.group().translateEscapes();
    }

    private static String literal(String text) {
        return java.util.regex.Matcher.quoteReplacement(text);
    }
}
