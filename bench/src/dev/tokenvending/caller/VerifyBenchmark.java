package dev.tokenvending.caller;

import com.nimbusds.jose.jwk.JWK;
import dev.tokenvending.core.Caller;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to know a caller by the token of an issuer, from the text of the header to the caller. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class VerifyBenchmark {

    private static final String ISSUER = "https://login.example.com/";
    private static final String PREFIX = "token-vending.callers.issuers[0].";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Param({"fastest", "jdk"})
    private String crypto = "fastest";

    @Param({"ES256", "RS256"})
    private String algorithm = "ES256";

    private TestCallers callers = TestCallers.of(
            "token-vending.callers.basic[0].username=app-user",
            "token-vending.callers.basic[0].password=q7Vw-Zr2mKx9Tb4s");

    private String token = "";

    @Setup
    public void prepare() {
        JWK key = algorithm.equals("ES256") ? TestIssuerKeys.ec("key-1") : TestIssuerKeys.rsa();
        callers = TestCallers.of(
                "token-vending.crypto=" + crypto,
                PREFIX + "name=customers",
                PREFIX + "issuer=" + ISSUER,
                PREFIX + "audiences=example-app",
                PREFIX + "public-key=" + TestIssuerKeys.pem(key));
        token = TestTokens.by(key)
                .header("typ", "JWT")
                .claim("iss", ISSUER)
                .claim("aud", "example-app")
                .claim("sub", "anna")
                .claim("email", "anna@example.com")
                .claim("email_verified", true)
                .claim("entitlements", List.of("chat", "video", "voice"))
                .expiring(NOW.plusSeconds(600))
                .sign();
    }

    @Benchmark
    public Caller authenticate() {
        return callers.bearer(token, NOW);
    }

    /** All but the arithmetic of the signature, and the claims that are checked before it. */
    @Benchmark
    public Object parse() {
        return UnverifiedToken.parse(token);
    }
}
