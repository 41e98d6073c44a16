package dev.tokenvending.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.ResponseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whatever stands in the query and in {@code Accept}: understood, 400 or 406, and never anything else. */
class TokenRequestFuzzTests {

    private static final Pattern QUERY = Pattern.compile("(?:GET|POST) [^ ?]*\\?([^ «]+) ");
    private static final Pattern ACCEPT = Pattern.compile("\\| Accept: ?([^|«]*?)(?: \\||$)");

    /** The queries and {@code Accept} headers of the hostile requests, each by itself. */
    static Stream<byte[]> requests() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TokenRequestFuzzTests.class.getResourceAsStream("/hostile/requests.txt"))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            Stream<String> queries =
                    lines.stream().flatMap(line -> QUERY.matcher(line).results().map(it -> it.group(1)));
            Stream<String> accepts = lines.stream()
                    .flatMap(line -> ACCEPT.matcher(line).results().map(it -> "\n" + it.group(1)));
            return Stream.concat(queries, accepts)
                    .distinct()
                    .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                    .toList()
                    .stream();
        }
    }

    /** A line for the query, and one for each {@code Accept} header. */
    @MethodSource("requests")
    @FuzzTest
    void ofWhenRequestIsAnyThenAFormatOrARefusal(byte[] input) {
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 6);
        List<String> accepts = List.of(lines).subList(1, lines.length);
        for (ResponseFormat appsOwn : ResponseFormat.values()) {
            Object outcome = outcome(lines[0], accepts, appsOwn);
            assertThat(outcome(lines[0], accepts, appsOwn)).isEqualTo(outcome);
            assertThat(outcome(reversed(lines[0]), accepts, appsOwn))
                    .as("parameters have no order")
                    .isEqualTo(outcome);
            if (accepts.isEmpty() && outcome instanceof ResponseFormat chosen && !lines[0].contains("format")) {
                assertThat(chosen).isEqualTo(appsOwn);
            }
        }
    }

    /** The format to answer in, or the code of the refusal. */
    private static Object outcome(String query, List<String> accepts, ResponseFormat appsOwn) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/token");
        request.setQueryString(query);
        accepts.forEach(accept -> request.addHeader("Accept", accept));
        try {
            TokenRequest asked = TokenRequest.of(request);
            assertThat(asked.minTtl()).isBetween(Duration.ZERO, Duration.ofDays(1));
            ResponseFormat format = asked.formatFor(appsOwn);
            @Nullable ResponseFormat wish = asked.format();
            assertThat(format).isEqualTo(wish == null ? format : wish);
            return format;
        } catch (RefusedException e) {
            assertThat(e.code()).isIn(ErrorCode.INVALID_REQUEST, ErrorCode.NOT_ACCEPTABLE);
            return e.code();
        }
    }

    private static String reversed(String query) {
        List<String> pairs = Arrays.asList(query.split("&", -1));
        Collections.reverse(pairs);
        return pairs.stream().collect(Collectors.joining("&"));
    }
}
