package dev.tokenvending.audit;

/** How much of a client's address is written down. */
enum AddressForm {
    /** All of it. */
    FULL,

    /** The network it is in: 24 bits of an IPv4 address, 48 of an IPv6 one. */
    TRUNCATED,

    /** What only tells it from others: its HMAC by a key of the operator's. */
    HASHED
}
