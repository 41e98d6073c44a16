package dev.tokenvending.reuse;

import dev.tokenvending.core.Spent;
import dev.tokenvending.core.UpstreamFailure;

/** What came of one call to Talkdesk, for all who wait for it. */
sealed interface Landing permits HeldToken, Landing.Failed {

    /** Where the time of the call went. */
    Spent spent();

    /** Shared by those who wait, and never kept. */
    record Failed(UpstreamFailure failure, Spent spent) implements Landing {}
}
