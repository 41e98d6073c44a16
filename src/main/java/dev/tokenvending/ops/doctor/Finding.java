package dev.tokenvending.ops.doctor;

/** What a check has found. */
sealed interface Finding {

    /** Nothing to do. */
    record Right(String text) implements Finding {}

    /** It works, and somebody should look at it. */
    record Warning(String text, String toDo) implements Finding {}

    /** It does not work. */
    record Wrong(String text, String toDo) implements Finding {}

    /** Something else has to work first. */
    record NotTried(String text) implements Finding {}

    /** Why something does not work is none of these: what speaks against it is the text. */
    record RuledOut(String text) implements Finding {}

    /** Why something does not work may be this: nothing here speaks for it or against it. */
    record Possible(String toDo) implements Finding {}

    /** Why something does not work is likely this. */
    record Likely(String text, String toDo) implements Finding {}
}
