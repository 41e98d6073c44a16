package dev.tokenvending.core;

/** What a mobile app runs on. */
public enum Platform {
    IOS,
    ANDROID,
    WEB,
    OTHER
}
