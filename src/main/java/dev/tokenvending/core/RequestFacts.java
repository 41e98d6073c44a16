package dev.tokenvending.core;

/** Names of the request attributes by which the rooms tell the audit what they found. */
public final class RequestFacts {

    /** The {@link String} id of the request, as in {@code X-Request-Id}. */
    public static final String REQUEST_ID = RequestFacts.class.getName() + ".requestId";

    /** The {@link Configuration} the request is answered by; a constant, since annotations name it. */
    public static final String CONFIGURATION = "dev.tokenvending.core.RequestFacts.configuration";

    /** The {@link String} IP address of the client, as told by the connection or a trusted proxy. */
    public static final String ADDRESS = RequestFacts.class.getName() + ".address";

    /** {@link Boolean#TRUE} when the connection's other end is a proxy whose word counts. */
    public static final String FROM_TRUSTED_PROXY = RequestFacts.class.getName() + ".fromTrustedProxy";

    /** The {@link Long} moment on the ticker at which the request arrived. */
    public static final String ARRIVAL = RequestFacts.class.getName() + ".arrival";

    /** The {@link String} id of the trace the request belongs to (W3C Trace Context), if there is one. */
    public static final String TRACE_ID = RequestFacts.class.getName() + ".traceId";

    /** The authenticated {@link Caller}. */
    public static final String CALLER = RequestFacts.class.getName() + ".caller";

    /** The {@link App} that was asked for. */
    public static final String APP = RequestFacts.class.getName() + ".app";

    /** The {@link AccountId} whose token was asked for. */
    public static final String ACCOUNT = RequestFacts.class.getName() + ".account";

    /** The {@link Ruling} of the app's policies. */
    public static final String RULING = RequestFacts.class.getName() + ".ruling";

    /** The {@link Outcome} of the vending. */
    public static final String OUTCOME = RequestFacts.class.getName() + ".outcome";

    /** The {@link Spent}, where the time of the request went. */
    public static final String SPENT = RequestFacts.class.getName() + ".spent";

    /** What was done about a user's sign-in: {@code sign_in_started}, {@code _redeemed} or {@code _forgotten}. */
    public static final String SIGN_IN = RequestFacts.class.getName() + ".signIn";

    /** {@code true} when a browser was told what its scripts may ask, and nothing else was done. */
    public static final String PREFLIGHT = RequestFacts.class.getName() + ".preflight";

    /** The {@link ErrorCode} the request was answered with. */
    public static final String ERROR = RequestFacts.class.getName() + ".error";

    /** A {@link String} that says more than the caller was told. */
    public static final String REASON = RequestFacts.class.getName() + ".reason";

    private RequestFacts() {}
}
