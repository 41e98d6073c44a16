package dev.tokenvending.core;

/** What came of asking Talkdesk ID for a token, and where the time went. */
public record TimedExchange(Exchange exchange, Spent spent) {}
