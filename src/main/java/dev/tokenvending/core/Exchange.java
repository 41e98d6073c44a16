package dev.tokenvending.core;

/** What came of asking Talkdesk ID for a token. */
public sealed interface Exchange permits Exchange.Issued, UpstreamFailure {

    /** Talkdesk gave us a token we can use. */
    record Issued(AccessToken token) implements Exchange {}
}
