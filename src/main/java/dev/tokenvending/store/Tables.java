package dev.tokenvending.store;

/** How the tables are, seen without touching them. */
public sealed interface Tables {

    /**
     * They are as this version needs them, or can be made so.
     *
     * @param pending how many steps are still to be taken
     */
    record Usable(int pending) implements Tables {}

    /** Some step that was taken is not the one this version knows. */
    record Foreign(String why) implements Tables {}

    /** The database does not answer. */
    record Unreachable(String why) implements Tables {}
}
