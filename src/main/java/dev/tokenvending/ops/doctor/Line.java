package dev.tokenvending.ops.doctor;

/** One check and what it has found. */
record Line(String check, Finding finding) {

    boolean isWrong() {
        return finding instanceof Finding.Wrong;
    }

    boolean isWarning() {
        return finding instanceof Finding.Warning;
    }

    /** Whether what builds upon it can be tried. */
    boolean isPassable() {
        return finding instanceof Finding.Right || finding instanceof Finding.Warning;
    }
}
