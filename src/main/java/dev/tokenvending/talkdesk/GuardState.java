package dev.tokenvending.talkdesk;

import org.jspecify.annotations.Nullable;

/** Whether a {@link Guard} lets calls go. */
sealed interface GuardState {

    /** Changes whenever a guard opens, probes or closes: what a call of another era brings in counts for nothing. */
    int era();

    /** Why calls do not go, in our own short code; absent while they do. */
    @Nullable
    String reason();

    /**
     * Calls go.
     *
     * @param failures how many failed in a row
     */
    record Closed(int era, int failures) implements GuardState {

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /**
     * No call goes before the given moment on the ticker; the first one after it is the probe.
     *
     * @param openings how often it opened since calls last succeeded
     */
    record Open(int era, String reason, long untilNanos, int openings) implements GuardState {}

    /** One call is under way to find out; no other goes. */
    record Probing(int era, String reason, int openings) implements GuardState {}
}
