package dev.tokenvending.sandbox;

/** Where one client is served: the desk that rules on its token requests, and the replies that carry its tokens. */
record TokenCounter(TokenDesk desk, Replies replies) {}
