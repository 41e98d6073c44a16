package dev.tokenvending.policy;

import dev.tokenvending.core.TokenPolicy;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/** A {@link TokenPolicy} that somebody has written in Java, and the threads it runs on; one for all configurations. */
public final class PolicyBean {

    /** How many threads may be with it at once; those that never come back keep theirs. */
    static final int MOST_THREADS = 256;

    private static final long IDLE_SECONDS = 10;

    private final SingletonSupplier<TokenPolicy> policy;
    private final Executor threads;

    /**
     * A bean that is made when it is first asked, if it has not been made by then.
     *
     * @param name of the policy
     */
    public PolicyBean(String name, Supplier<TokenPolicy> bean) {
        this.policy = SingletonSupplier.of(bean);
        this.threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threadsNamed(name));
    }

    TokenPolicy policy() {
        return policy.obtain();
    }

    /** Refuses a task when all are taken. */
    Executor threads() {
        return threads;
    }

    /**
     * Not virtual ones: these run on as many real threads as there are cores, until they wait. As many endless loops in
     * somebody's policy would stop the service.
     */
    private static ThreadFactory threadsNamed(String name) {
        ThreadFactory threads = Thread.ofPlatform()
                .name("policy-" + name + "-", 0)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory();
        return task -> {
            Thread thread = threads.newThread(task);
            // Else it were the class path's, on which there is nothing but the launcher when the service runs from its
            // jar.
            thread.setContextClassLoader(PolicyBean.class.getClassLoader());
            return thread;
        };
    }
}
