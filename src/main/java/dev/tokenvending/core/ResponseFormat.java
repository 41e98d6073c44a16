package dev.tokenvending.core;

/** How a token is written into the body of an answer. */
public enum ResponseFormat {
    JSON,
    TEXT
}
