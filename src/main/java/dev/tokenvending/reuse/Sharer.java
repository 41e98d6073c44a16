package dev.tokenvending.reuse;

import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.CallerKind;
import java.util.Optional;

/** Who may be handed the same token. */
sealed interface Sharer {

    /** One user, whichever app asks; the same only if kind, issuer and id are equal. */
    record User(CallerKind kind, String issuer, String id) implements Sharer {}

    /** Every caller that the policies of this app let through. */
    record WholeApp(AppId app) implements Sharer {}

    /** Empty when nobody shares, and each request gets a fresh token. */
    static Optional<Sharer> of(App app, Caller caller) {
        return switch (app.reuse()) {
            // A password or an API key stands for a whole fleet of phones.
            case PER_USER ->
                caller.kind() == CallerKind.ISSUER
                        ? Optional.of(new User(caller.kind(), caller.issuer(), caller.id()))
                        : Optional.empty();
            case SHARED -> Optional.of(new WholeApp(app.id()));
            case NEVER -> Optional.empty();
        };
    }
}
