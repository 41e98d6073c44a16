package dev.tokenvending.core;

import org.jspecify.annotations.Nullable;

/**
 * A Talkdesk user signed out there; published as an application event, within the transaction that takes the event.
 *
 * @param accountId of the customer's Talkdesk account
 * @param userId absent when the event does not tell: then it is about every user of the account
 */
public record UserLoggedOut(String accountId, @Nullable String userId) {}
