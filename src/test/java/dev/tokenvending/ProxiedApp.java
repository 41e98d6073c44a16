package dev.tokenvending;

import dev.tokenvending.core.Decision;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.TokenPolicy;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** {@link WholeApp} behind a proxy it trusts, which is the test, and with limits. All share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeApp
@TestPropertySource(
        properties = {
            "token-vending.trusted-proxies=127.0.0.0/8, ::1, 10.0.0.0/8",
            "token-vending.request-headers=X-App-Version",
            "token-vending.proxy-headers=CF-IPCountry",
            "token-vending.callers.failed-attempts-per-minute=3",
            "token-vending.policies.fair-use.limits[0].requests=2",
            "token-vending.policies.fair-use.limits[0].per=10m",
            "token-vending.policies.fair-use.limits[0].key=address",
            "token-vending.policies.fair-use.limits[1].requests=1000",
            "token-vending.policies.fair-use.limits[1].per=30d",
            "token-vending.policies.quick.limits[0].requests=1",
            "token-vending.policies.quick.limits[0].per=1s",
            "token-vending.policies.quick.limits[0].key=address",
            "token-vending.policies.ten.limits[0].requests=10",
            "token-vending.policies.ten.limits[0].per=10m",
            "token-vending.policies.ten.limits[0].key=address",
            "token-vending.policies.in-shadow.limits[0].requests=1",
            "token-vending.policies.in-shadow.limits[0].per=30d",
            "token-vending.policies.in-shadow.limits[0].key=app",
            "token-vending.policies.in-shadow.mode=shadow",
            "token-vending.apps.limited.policies=fair-use",
            "token-vending.apps.quick.policies=quick",
            "token-vending.apps.ten.policies=ten",
            "token-vending.apps.in-shadow.policies=in-shadow",
            "token-vending.apps.watched.policies=watch",
        })
@Import(ProxiedApp.Watch.class)
public @interface ProxiedApp {

    /** Grants everything, and remembers what it was asked. */
    final class Watcher implements TokenPolicy {

        private final Queue<PolicyInput> seen = new ConcurrentLinkedQueue<>();

        @Override
        public Decision decide(PolicyInput input) {
            seen.add(input);
            return Decision.granted();
        }

        /** The one question since it was last looked. */
        public PolicyInput only() {
            PolicyInput input = seen.remove();
            if (!seen.isEmpty()) {
                throw new AssertionError("Asked more than once");
            }
            return input;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    class Watch {

        @Bean
        Watcher watch() {
            return new Watcher();
        }
    }
}
