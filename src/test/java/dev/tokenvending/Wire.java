package dev.tokenvending;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An HTTP/1.1 request, written as it is given: nothing is escaped, added or left out. */
public record Wire(String method, String target, String headers, String body) {

    public static Wire get(String target) {
        return of("GET", target);
    }

    public static Wire post(String target) {
        return of("POST", target);
    }

    public static Wire of(String method, String target) {
        return new Wire(method, target, "Host: localhost\r\nConnection: close\r\n", "");
    }

    public Wire with(String name, String value) {
        return new Wire(method, target, headers + name + ": " + value + "\r\n", body);
    }

    public Wire as(String username, String password) {
        return with("Authorization", basic(username, password));
    }

    /** By the caller every context of these tests knows. */
    public Wire asCaller() {
        return as(WholeApp.CALLER, WholeApp.PASSWORD);
    }

    public Wire named(String requestId) {
        return with("X-Request-Id", requestId);
    }

    /** With a body and its length. */
    public Wire sending(String text) {
        return new Wire(method, target, headers + "Content-Length: " + text.length() + "\r\n", text);
    }

    public RawAnswer to(int port) {
        return RawConnection.exchange(port, toString());
    }

    public static String basic(String username, String password) {
        byte[] credential = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credential);
    }

    @Override
    public String toString() {
        return method + " " + target + " HTTP/1.1\r\n" + headers + "\r\n" + body;
    }
}
