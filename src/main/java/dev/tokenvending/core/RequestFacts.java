package dev.tokenvending.core;

/** Names of the request attributes by which the rooms tell the audit what they found. */
public final class RequestFacts {

    /** The {@link String} id of the request, as in {@code X-Request-Id}. */
    public static final String REQUEST_ID = RequestFacts.class.getName() + ".requestId";

    /** The authenticated {@link Caller}. */
    public static final String CALLER = RequestFacts.class.getName() + ".caller";

    /** The {@link App} that was asked for. */
    public static final String APP = RequestFacts.class.getName() + ".app";

    /** The {@link Outcome} of the vending. */
    public static final String OUTCOME = RequestFacts.class.getName() + ".outcome";

    /** The {@link ErrorCode} the request was answered with. */
    public static final String ERROR = RequestFacts.class.getName() + ".error";

    /** A {@link String} that says more than the caller was told. */
    public static final String REASON = RequestFacts.class.getName() + ".reason";

    private RequestFacts() {}
}
