package dev.tokenvending.policy;

/** Whether a policy's decision counts. */
enum Mode {
    ENFORCE,
    /** It decides, is audited and counted, and never refuses. */
    SHADOW
}
