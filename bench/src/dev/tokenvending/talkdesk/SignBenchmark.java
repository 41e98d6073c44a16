package dev.tokenvending.talkdesk;

import dev.tokenvending.core.Account;
import dev.tokenvending.core.KeyAlgorithm;
import dev.tokenvending.core.SigningKey;
import dev.tokenvending.core.TestAccounts;
import dev.tokenvending.crypto.Crypto;
import dev.tokenvending.crypto.TestCrypto;
import java.time.Clock;
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

/** What it costs to make an assertion: the claims, a {@code jti} of its own, and the signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SignBenchmark {

    @Param({"fastest", "jdk"})
    private String crypto = "fastest";

    @Param({"ES256", "PS256"})
    private KeyAlgorithm algorithm = KeyAlgorithm.ES256;

    private Account account = TestAccounts.account();
    private ClientAssertion assertions = new ClientAssertion(Clock.systemUTC(), Crypto.jdk());

    @Setup
    public void prepare() {
        account = TestAccounts.builder().algorithm(algorithm).build();
        assertions = new ClientAssertion(Clock.systemUTC(), TestCrypto.of(crypto));
    }

    @Benchmark
    public String sign() {
        return assertions.sign(account, (SigningKey) account.credential());
    }
}
