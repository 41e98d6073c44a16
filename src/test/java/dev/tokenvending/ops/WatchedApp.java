package dev.tokenvending.ops;

import dev.tokenvending.SandboxApp;
import dev.tokenvending.WholeApp;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** The sandbox with everything in it that can be watched. All share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SandboxApp
@TestPropertySource(
        properties = {
            "appconnect.app-ids=app-1",
            "token-vending.default-app=watched",
            "token-vending.apps.watched.account=default",
            "token-vending.apps.watched.policies=everybody",
            "token-vending.policies.everybody.rule=true",
            "token-vending.callers.issuers[0].name=customers",
            "token-vending.callers.issuers[0].issuer=https://login.example.com/",
            "token-vending.callers.issuers[0].audiences=example-app",
            "token-vending.callers.issuers[0].jwks-uri=https://login.example.com/jwks",
            "OPS_USERNAME=" + WholeApp.OPERATOR,
            "OPS_PASSWORD=" + WholeApp.OPERATORS_PASSWORD,
        })
@interface WatchedApp {}
