package dev.tokenvending.signin;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Talkdesk has granted for a user; sealed as a whole until the app redeems its code.
 *
 * @param userId who signed in, absent when Talkdesk does not tell
 * @param sid the session at Talkdesk, absent when it does not tell
 */
record Granted(
        String account, @Nullable String userId, @Nullable String sid, String scope, String refreshToken) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Granted parse(String json) {
        return JSON.readValue(json, Granted.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /** Records print their components; one of these is a secret. */
    @Override
    public String toString() {
        return "Granted[" + account + "]";
    }
}
