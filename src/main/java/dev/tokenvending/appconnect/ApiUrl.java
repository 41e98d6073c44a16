package dev.tokenvending.appconnect;

import dev.tokenvending.accounts.installed.Installation.Links;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses of Talkdesk's API, as a customer's links lead to it. */
final class ApiUrl {

    private ApiUrl() {}

    /** @param segments of the path, percent-encoded here: Talkdesk's ids are opaque */
    static URI of(Links links, String... segments) {
        String root = links.apiRoot().toString().replaceAll("/+$", "");
        return URI.create(Stream.of(segments).map(ApiUrl::encoded).collect(Collectors.joining("/", root + "/", "")));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
