package dev.tokenvending.talkdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form in the body of a request, each field with all the values it was sent with. */
record Form(Map<String, List<String>> fields) {

    static Form of(String request) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            fields.computeIfAbsent(field.substring(0, equals), _ -> new ArrayList<>())
                    .add(URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return new Form(fields);
    }

    String value(String field) {
        List<String> values = fields.getOrDefault(field, List.of());
        assertThat(values).as(field).hasSize(1);
        return values.getFirst();
    }

    SignedJWT assertion() {
        try {
            return SignedJWT.parse(value("client_assertion"));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    String jti() {
        try {
            return assertion().getJWTClaimsSet().getJWTID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    Form without(String field) {
        Map<String, List<String>> rest = new LinkedHashMap<>(fields);
        rest.remove(field);
        return new Form(rest);
    }
}
