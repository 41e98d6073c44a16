package dev.tokenvending.appconnect;

import dev.tokenvending.appconnect.Event.Head;
import dev.tokenvending.core.CustomerEvent.Effect;
import dev.tokenvending.store.DatabaseTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that were taken, in the store, so that each takes effect once. */
class EventTrail {

    private static final String PENDING = "pending";

    /** False when it has come before; whoever brings it at the same time waits until we are done. */
    boolean add(JdbcClient jdbc, Head head, @Nullable String installationId, Instant now) {
        return jdbc.sql("insert into event (app_id, event_id, type, installation_id, created_at, received_at, effect)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(Arrays.asList(
                                head.appId(),
                                head.id(),
                                head.type(),
                                installationId,
                                DatabaseTime.of(head.createdAt()),
                                DatabaseTime.of(now),
                                PENDING))
                        .update()
                == 1;
    }

    void note(JdbcClient jdbc, Head head, Effect effect) {
        jdbc.sql("update event set effect = ? where app_id = ? and event_id = ?")
                .params(effect.name().toLowerCase(Locale.ROOT), head.appId(), head.id())
                .update();
    }
}
