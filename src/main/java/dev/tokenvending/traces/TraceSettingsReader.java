package dev.tokenvending.traces;

import dev.tokenvending.settings.OutboundUrl;
import dev.tokenvending.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads where traces go. Spring Boot's properties win over the environment variables of OpenTelemetry's specification, which
 * many platforms set.
 */
record TraceSettingsReader(Settings settings) {

    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";
    private static final String HEADERS = "management.opentelemetry.tracing.export.otlp.headers";
    private static final String PROBABILITY = "management.tracing.sampling.probability";
    private static final String EXAMPLE = "https://collector.example.com/v1/traces";
    private static final String PROTOCOL = "http/protobuf";
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** The HTTP client refuses any other each time, and quotes it in what it throws. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

    TraceSettings read() {
        OtlpProperties otlp = settings.read(OtlpProperties.class);
        @Nullable String endpoint = isSwitchedOff() ? null : endpoint(otlp);
        if (endpoint == null) {
            return TraceSettings.OFF;
        }
        checkProtocol();
        Map<String, String> headers = headers(otlp);
        return new TraceSettings(url(endpoint, headers), headers, share(), isPropagating(), resource());
    }

    private boolean isSwitchedOff() {
        return "true".equalsIgnoreCase(settings.variable("OTEL_SDK_DISABLED"))
                || "none".equalsIgnoreCase(settings.variable("OTEL_TRACES_EXPORTER"));
    }

    private @Nullable String endpoint(OtlpProperties otlp) {
        if (otlp.endpoint() != null && !otlp.endpoint().isBlank()) {
            return otlp.endpoint().strip();
        }
        @Nullable String base = settings.variable("OTEL_EXPORTER_OTLP_ENDPOINT");
        @Nullable String own = settings.variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return own != null || base == null ? own : base + (base.endsWith("/") ? "" : "/") + "v1/traces";
    }

    private void checkProtocol() {
        @Nullable String exporter = settings.variable("OTEL_TRACES_EXPORTER");
        if (exporter != null && !exporter.equalsIgnoreCase("otlp")) {
            settings.problem("OTEL_TRACES_EXPORTER", "must be otlp, or none for no traces.", "otlp");
        }
        @Nullable String protocol = either("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");
        if (protocol != null && !protocol.equalsIgnoreCase(PROTOCOL)) {
            settings.problem(
                    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
                    "and OTEL_EXPORTER_OTLP_PROTOCOL can be " + PROTOCOL + " alone; collectors take it on port 4318.",
                    PROTOCOL);
        }
    }

    /** Within a cluster collectors speak plain HTTP; a key of ours, if there is one, does not go there. */
    private @Nullable URI url(String text, Map<String, String> headers) {
        @Nullable String problem;
        try {
            URI uri = new URI(text);
            boolean plain = headers.isEmpty() && uri.getRawQuery() == null && "http".equalsIgnoreCase(uri.getScheme());
            problem = OutboundUrl.problemWith(plain ? new URI("https" + text.substring("http".length())) : uri);
            if (problem == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            problem = "is not a URL.";
        }
        settings.problem(ENDPOINT, "or OTEL_EXPORTER_OTLP_ENDPOINT " + problem, EXAMPLE);
        return null;
    }

    private Map<String, String> headers(OtlpProperties otlp) {
        Map<String, String> headers = new LinkedHashMap<>(pairs(
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                either("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")));
        otlp.headers()
                .forEach((name, value) -> settings.textOrFile(HEADERS + "." + name, value)
                        .ifPresent(text -> headers.put(name, text.strip())));
        if (!headers.keySet().stream().allMatch(HEADER_NAME.asMatchPredicate())) {
            settings.problem(HEADERS, "has a name that no header has.", "Authorization");
        }
        if (!headers.values().stream().allMatch(HEADER_VALUE.asMatchPredicate())) {
            settings.problem(HEADERS, "has a value that is not one line of ASCII.", "Bearer abc");
        }
        return headers;
    }

    private double share() {
        String sampler =
                String.valueOf(settings.variable("OTEL_TRACES_SAMPLER")).toLowerCase(Locale.ROOT);
        @Nullable String argument = settings.variable("OTEL_TRACES_SAMPLER_ARG");
        @Nullable Double probability = settings.read(SamplingProperties.class).probability();
        double share;
        try {
            share = probability != null
                    ? probability
                    : sampler.endsWith("always_off") ? 0 : argument == null ? 1 : Double.parseDouble(argument);
        } catch (NumberFormatException e) {
            share = Double.NaN;
        }
        if (!(share >= 0 && share <= 1)) {
            settings.problem(PROBABILITY, "or OTEL_TRACES_SAMPLER_ARG must lie between 0 and 1.", "0.1");
        }
        return share;
    }

    private boolean isPropagating() {
        @Nullable String formats = settings.variable("OTEL_PROPAGATORS");
        return formats == null || Arrays.asList(formats.split("\\s*,\\s*")).contains("tracecontext");
    }

    private Map<String, String> resource() {
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "talkdesk-token-vending");
        resource.putAll(pairs("OTEL_RESOURCE_ATTRIBUTES", settings.variable("OTEL_RESOURCE_ATTRIBUTES")));
        @Nullable String name = settings.variable("OTEL_SERVICE_NAME");
        if (name != null) {
            resource.put("service.name", name);
        }
        return resource;
    }

    private @Nullable String either(String first, String second) {
        @Nullable String value = settings.variable(first);
        @Nullable String other = settings.variable(second);
        return value == null ? other : value;
    }

    /** {@code name=value}, several separated by commas; what is special in a value is percent-encoded. */
    private Map<String, String> pairs(String variable, @Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text == null ? new String[0] : text.split(",")) {
            int sign = pair.indexOf('=');
            try {
                // Unlike in a form, a plus sign stands for itself.
                String value = pair.substring(sign + 1).strip().replace("+", "%2B");
                pairs.put(pair.substring(0, sign).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                settings.problem(
                        variable, "is no list of name=value, separated by commas.", "x-api-key=abc,tenant=acme");
            }
        }
        return pairs;
    }
}
