package dev.tokenvending.sandbox;

/**
 * That a user has let a client act for them.
 *
 * @param id by which the sandbox itself knows it
 * @param sid by which it is told to the client
 * @param granted the widest that a token of it may be good for
 */
record SignIn(String id, String sid, String clientId, SandboxUser user, Granted granted) {

    static SignIn fresh(AuthorizationRequest asked, SandboxUser user) {
        return new SignIn(OpaqueId.fresh(), OpaqueId.fresh(), asked.client().clientId(), user, asked.granted());
    }
}
