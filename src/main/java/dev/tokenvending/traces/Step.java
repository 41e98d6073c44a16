package dev.tokenvending.traces;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of the work that a trace shows as a span. Where there is no trace it is {@link NoStep}, which does nothing. What it
 * is told leaves the process: no secret, nor anything a caller may write freely.
 */
public interface Step {

    /** What is done in a step. */
    @FunctionalInterface
    interface Work<T, X extends Throwable> {
        T in(Step step) throws X;
    }

    /** The one this thread is in. */
    static Step current() {
        return Traces.CURRENT.orElse(NoStep.NONE);
    }

    /** Does the work in a step of that name within the current one. */
    static <T, X extends Throwable> T in(String name, Work<T, X> work) throws X {
        return current() instanceof RecordedStep outer ? outer.within(name).does(work) : work.in(NoStep.NONE);
    }

    /** Does the work in a step that is a call over HTTP. */
    static <T, X extends Throwable> T call(String method, URI url, Work<T, X> work) throws X {
        return current() instanceof RecordedStep outer
                ? outer.calling(method, url).does(work)
                : work.in(NoStep.NONE);
    }

    void tell(String what, String value);

    void tell(String what, long value);

    /** What there are several of, each by what is said of it. */
    <T> void tell(String what, List<T> values, Function<T, String> said);

    /** What is called has answered with that HTTP status; an error is a failure. */
    default void answered(int status) {
        tell("http.response.status_code", status);
        if (status >= 400) {
            failed(String.valueOf(status));
        }
    }

    /**
     * It went wrong.
     *
     * @param kind one of few words; never a message
     */
    void failed(String kind);

    /** The header {@code traceparent} for whoever is called in this step; empty when nobody is to be told. */
    Optional<String> traceParent();
}
