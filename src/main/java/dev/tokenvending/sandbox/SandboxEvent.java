package dev.tokenvending.sandbox;

/**
 * An event as it goes to the app.
 *
 * @param body the JSON, byte for byte the same each time it is sent or read
 */
record SandboxEvent(String id, String appId, String installation, String body) implements EventMade {

    /** The body may hold a private key. */
    @Override
    public String toString() {
        return "SandboxEvent[" + id + ", " + installation + "]";
    }
}
