package dev.tokenvending.core;

/**
 * Where the time of a request went. The parts need not add up to the whole: what is left is our own work.
 *
 * @param decideNanos until all policies had said what they say
 * @param waitNanos for a place among the calls to Talkdesk, or for a call that another request had begun
 * @param signNanos making the assertions by which we are known
 * @param upstreamNanos on the calls to Talkdesk, retries included
 */
public record Spent(long decideNanos, long waitNanos, long signNanos, long upstreamNanos) {

    public static final Spent NOTHING = new Spent(0, 0, 0, 0);

    public static Spent deciding(long nanos) {
        return new Spent(nanos, 0, 0, 0);
    }

    public static Spent waiting(long nanos) {
        return new Spent(0, nanos, 0, 0);
    }

    public static Spent calling(long nanos) {
        return new Spent(0, 0, 0, nanos);
    }

    public Spent and(Spent other) {
        return new Spent(
                decideNanos + other.decideNanos,
                waitNanos + other.waitNanos,
                signNanos + other.signNanos,
                upstreamNanos + other.upstreamNanos);
    }
}
