package dev.tokenvending.ops;

import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import dev.tokenvending.core.Claims;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.vending.Apps;
import java.net.InetAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an operator's description of a request, as strictly as it takes to decide on what was meant. */
record DescribedRequest(Apps apps, Clock clock) {

    /** Of a network for documentation: no rule means it. */
    private static final String NOBODYS_ADDRESS = "192.0.2.1";

    PolicyInput read(byte[] body) {
        DescribedFields fields = DescribedFields.parse(body);
        PolicyInput input = new PolicyInput(
                caller(fields.object("caller")),
                app(fields.required("app")),
                request(fields.objectIfAny("request")),
                now(fields.text("now")));
        fields.refuseOthers();
        return input;
    }

    private App app(String name) {
        return apps.find(name).orElseThrow(() -> DescribedFields.refusal("app names no app of this service."));
    }

    private static Caller caller(DescribedFields caller) {
        String kindName = caller.required("kind");
        CallerKind kind = Arrays.stream(CallerKind.values())
                .filter(it -> it.wireName().equals(kindName))
                .findFirst()
                .orElseThrow(() -> DescribedFields.refusal("caller.kind must be basic, api-key or issuer."));
        String id = caller.required("id");
        @Nullable String issuer = caller.text("issuer");
        Claims claims = new Claims(caller.values("claims"));
        caller.refuseOthers();
        if (kind == CallerKind.ISSUER) {
            return new Caller(kind, caller.required("issuer"), id, claims);
        }
        if ((issuer != null && !issuer.equals(kindName)) || !claims.values().isEmpty()) {
            throw DescribedFields.refusal("caller.issuer and caller.claims are for the kind issuer alone.");
        }
        return new Caller(kind, kindName, id);
    }

    private static ClientRequest request(DescribedFields request) {
        @Nullable String address = request.text("address");
        Map<String, String> headers = new HashMap<>();
        request.texts("headers").forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        ClientRequest described = new ClientRequest(
                address == null ? NOBODYS_ADDRESS : ipAddress(address), request.text("userAgent"), headers);
        request.refuseOthers();
        return described;
    }

    private static String ipAddress(String text) {
        try {
            return InetAddress.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw DescribedFields.refusal("request.address must be an IP address.");
        }
    }

    private Instant now(@Nullable String text) {
        try {
            return text == null ? clock.instant() : Instant.parse(text);
        } catch (DateTimeException e) {
            throw DescribedFields.refusal("now must be a time like 2026-11-23T12:00:00Z.");
        }
    }
}
