package dev.tokenvending.core;

import java.time.Instant;
import java.util.Map;

/** A question to test policies with: a customer's user asks for {@link TestApp} at noon, unless told otherwise. */
public final class TestInput {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Caller caller = new Caller(CallerKind.ISSUER, "customers", "anna");
    private App app = TestApp.builder().build();
    private ClientRequest request = new ClientRequest("192.0.2.1", "Example/1.0", Map.of());
    private Instant now = NOON;

    private TestInput() {}

    public static TestInput builder() {
        return new TestInput();
    }

    public TestInput caller(Caller caller) {
        this.caller = caller;
        return this;
    }

    /** Anna, with these claims. */
    public TestInput claims(Map<String, Object> claims) {
        return caller(new Caller(CallerKind.ISSUER, "customers", "anna", new Claims(claims)));
    }

    public TestInput app(App app) {
        this.app = app;
        return this;
    }

    public TestInput request(ClientRequest request) {
        this.request = request;
        return this;
    }

    public TestInput now(Instant now) {
        this.now = now;
        return this;
    }

    public PolicyInput build() {
        return new PolicyInput(caller, app, request, now);
    }
}
