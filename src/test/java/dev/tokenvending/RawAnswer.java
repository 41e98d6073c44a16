package dev.tokenvending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One HTTP answer as it came over the wire.
 *
 * @param head status line and header lines, without the empty line
 * @param body every byte of the body, read as UTF-8
 */
public record RawAnswer(String head, String body) {

    public int status() {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    public List<String> headers(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.substring(0, line.indexOf(':')).equalsIgnoreCase(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }

    /** The header that is there exactly once. */
    public String header(String name) {
        assertThat(headers(name)).as("%s in %s", name, head).hasSize(1);
        return headers(name).getFirst();
    }

    /** All headers but those that differ from answer to answer. */
    public SortedMap<String, String> steadyHeaders() {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        head.lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + " | " + b);
        });
        headers.remove("Date");
        headers.remove("X-Request-Id");
        return headers;
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** The names of the JSON object's members, in the order they were sent. */
    public List<String> members() {
        return List.copyOf(json().propertyNames());
    }
}
