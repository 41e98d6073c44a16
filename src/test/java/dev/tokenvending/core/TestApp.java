package dev.tokenvending.core;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** An app to test with: {@code ios} of the account {@code acme}, unless told otherwise. */
public final class TestApp {

    public static final Scope SCOPE = Scope.parse("a b").orElseThrow();

    private AppId id = new AppId("ios");
    private AccountId account = new AccountId("acme");
    private Scope scope = SCOPE;
    private Set<String> callers = Set.of();
    private List<String> policies = List.of();

    private Grant grant = new Grant.ClientCredentials();
    private Reuse reuse = Reuse.PER_USER;
    private Duration minTtl = App.DEFAULT_MIN_TTL;

    private TestApp() {}

    public static TestApp builder() {
        return new TestApp();
    }

    public TestApp id(String id) {
        this.id = new AppId(id);
        return this;
    }

    public TestApp account(String account) {
        this.account = new AccountId(account);
        return this;
    }

    public TestApp scope(Scope scope) {
        this.scope = scope;
        return this;
    }

    public TestApp callers(Set<String> callers) {
        this.callers = callers;
        return this;
    }

    public TestApp policies(String... policies) {
        this.policies = List.of(policies);
        return this;
    }

    public TestApp grant(Grant grant) {
        this.grant = grant;
        return this;
    }

    public TestApp reuse(Reuse reuse) {
        this.reuse = reuse;
        return this;
    }

    public TestApp minTtl(Duration minTtl) {
        this.minTtl = minTtl;
        return this;
    }

    public App build() {
        return new App(
                id,
                new AccountChoice.Configured(account),
                scope,
                callers,
                Platform.IOS,
                "com.example.app",
                ResponseFormat.JSON,
                Set.of(),
                policies,
                grant,
                reuse,
                minTtl);
    }
}
