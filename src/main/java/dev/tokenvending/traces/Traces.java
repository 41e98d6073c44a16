package dev.tokenvending.traces;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Begins traces, unless they are off. */
public final class Traces implements AutoCloseable {

    static final String LOG_KEY = "traceId";

    /** The step that a thread is in; not with the other kind of step, whose class is not needed while traces are off. */
    static final ScopedValue<Step> CURRENT = ScopedValue.newInstance();

    private final @Nullable Recorder recorder;

    Traces(@Nullable Recorder recorder) {
        this.recorder = recorder;
    }

    public static Traces off() {
        return new Traces(null);
    }

    @Nullable
    Recorder recorder() {
        return recorder;
    }

    /** The same threads; what they do is done in the step of whoever has ordered it. */
    public Executor carrying(Executor threads) {
        return recorder == null
                ? threads
                : task -> {
                    Step orderedIn = Step.current();
                    threads.execute(() -> carry(orderedIn, task));
                };
    }

    /** As {@link #carrying(Executor)}; what is ordered in no step begins a trace of its own, by the given name. */
    public Executor carrying(Executor threads, String otherwise) {
        @Nullable Recorder recorder = this.recorder;
        if (recorder == null) {
            return threads;
        }
        return task -> {
            Step orderedIn = Step.current();
            threads.execute(() -> {
                if (orderedIn instanceof RecordedStep) {
                    carry(orderedIn, task);
                } else {
                    recorder.begin(otherwise).does(step -> {
                        carry(step, task);
                        return step;
                    });
                }
            });
        };
    }

    private static void carry(Step step, Runnable task) {
        if (step instanceof RecordedStep recorded) {
            MDC.put(LOG_KEY, recorded.traceId());
            try {
                ScopedValue.where(CURRENT, step).run(task);
            } finally {
                MDC.remove(LOG_KEY);
            }
        } else {
            task.run();
        }
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
    }
}
