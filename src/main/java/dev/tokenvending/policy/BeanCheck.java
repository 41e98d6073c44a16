package dev.tokenvending.policy;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Asks a {@link PolicyBean}, on a thread of its own that is interrupted and left behind when time is up. */
record BeanCheck(PolicyBean bean) implements Check {

    @Override
    public Finding decide(PolicyInput input, Hearing hearing) {
        if (hearing.deadline().isOver()) {
            return Finding.of(Decision.refused("policy_timeout"));
        }
        // Somebody else's code, which may well return null.
        FutureTask<Decision> call = new FutureTask<>(
                () -> Objects.requireNonNull(bean.policy().decide(input), "The policy decided nothing"));
        try {
            bean.threads().execute(inThisLogContext(call));
            return Finding.of(call.get(hearing.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            return Finding.of(Decision.refused("policy_busy"));
        } catch (TimeoutException e) {
            return Finding.of(Decision.refused("policy_timeout"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.of(Decision.refused("shutting_down"));
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } finally {
            call.cancel(true);
        }
    }

    /** So that what the policy logs carries the id of the request. */
    private static Runnable inThisLogContext(Runnable task) {
        @Nullable Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }
}
