package dev.tokenvending.accounts;

/** How a client proves itself to Talkdesk ID (OpenID Connect Core §9). */
enum ClientAuthentication {
    PRIVATE_KEY_JWT,
    CLIENT_SECRET_BASIC
}
