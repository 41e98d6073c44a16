package dev.tokenvending;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Values by chance, for what holds for all of them: the same ones in every run, with more of those at the ends of a range
 * than chance would bring. A failure tells the number of its sample; {@code -Dsamples.seed=7} takes others.
 */
public final class Samples {

    private static final long SEED = Long.getLong("samples.seed", 20_261_122);
    private static final int MANY = 3_000;

    private final Random random;

    private Samples(long seed) {
        this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    }

    /** What is said of every sample. */
    @FunctionalInterface
    public interface Law {
        void holds(Samples some) throws Exception;
    }

    public static void forAll(Law law) {
        forAll(MANY, law);
    }

    public static void forAll(int times, Law law) {
        for (int i = 0; i < times; i++) {
            try {
                law.holds(new Samples(SEED + i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("Sample " + i + " of seed " + SEED + ": " + e.getMessage(), e);
            }
        }
    }

    public boolean maybe() {
        return random.nextBoolean();
    }

    /** From the least to the most, both included; one time in four one of them or what is next to it. */
    public long between(long least, long most) {
        long any = least + (long) (random.nextDouble() * ((double) most - least));
        return Math.clamp(
                switch (random.nextInt(16)) {
                    case 0 -> least;
                    case 1 -> least + 1;
                    case 2 -> most - 1;
                    case 3 -> most;
                    default -> any;
                },
                least,
                most);
    }

    public int upTo(int most) {
        return (int) between(0, most);
    }

    /** Short ones as often as long ones; half of them in whole seconds. */
    public Duration time(Duration longest) {
        long most = longest.toNanos();
        long nanos = between(0, maybe() ? most : Math.max(1, most >> random.nextInt(40)));
        return maybe() ? Duration.ofNanos(nanos) : Duration.ofSeconds(nanos / 1_000_000_000);
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** So many of them or fewer, in any order, some of them twice. */
    public <T> List<T> some(int most, List<T> values) {
        List<T> chosen = new ArrayList<>();
        for (int i = upTo(most); i > 0; i--) {
            chosen.add(values.get(random.nextInt(values.size())));
        }
        return chosen;
    }

    public <T> List<T> shuffled(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Half of them mostly zeros. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        boolean sparse = maybe();
        for (int i = 0; i < length; i++) {
            bytes[i] = sparse && random.nextInt(4) > 0 ? 0 : (byte) random.nextInt();
        }
        return bytes;
    }
}
