package dev.tokenvending.core;

/**
 * Something was posted as an event of Talkdesk's, and did not take effect; published as an application event.
 *
 * @param requestId the id of the request, which whoever posted it was told
 * @param address of the client
 * @param reason our own short code, which whoever posted it does not learn
 */
public record CustomerEventRefused(String requestId, String address, String reason) {}
