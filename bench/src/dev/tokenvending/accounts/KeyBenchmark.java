package dev.tokenvending.accounts;

import dev.tokenvending.core.SigningKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a private key costs at start-up and at each reload: it is read, and tried once, by the JDK. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyBenchmark {

    @Param({"ec-p256.pkcs8", "ec-p256.sec1", "rsa-2048.pkcs8"})
    private String form = "ec-p256.pkcs8";

    @Benchmark
    public SigningKey read() throws Exception {
        return KeyTrial.signingKey(TestKeys.pem(form));
    }
}
