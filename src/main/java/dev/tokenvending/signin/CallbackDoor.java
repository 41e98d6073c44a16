package dev.tokenvending.signin;

import dev.tokenvending.accounts.Accounts;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.SignInEvent;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.signin.Returns.Ended;
import dev.tokenvending.store.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Talkdesk sends browsers back: they bring no credential and no cookie, only a state that we made. They go on to the
 * link of the app that began, and nowhere else; what they bring along is good for nobody but the caller who began.
 */
@RestController
@Conditional(SignInOn.class)
class CallbackDoor {

    static final String PATH = "/authorization/callback";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Returns returns;
    private final IdTokenKeys keys;
    private final ApplicationEventPublisher events;
    private final Ticker ticker;

    CallbackDoor(Returns returns, IdTokenKeys keys, ApplicationEventPublisher events, Ticker ticker) {
        this.returns = returns;
        this.keys = keys;
        this.events = events;
        this.ticker = ticker;
    }

    @GetMapping(PATH)
    void take(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        refuseRepeated(request);
        try {
            Pending pending = pending(request);
            Ended ended = ended(pending, request);
            tell(request, pending, ended);
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader(HttpHeaders.LOCATION, back(pending, ended).toString());
        } catch (StoreUnavailableException e) {
            tell(request, null, Ended.Badly.unavailable("store_unavailable"));
            throw new RefusedException(ErrorCode.UPSTREAM_UNAVAILABLE, RETRY_AFTER);
        }
    }

    private Pending pending(HttpServletRequest request) {
        @Nullable String state = request.getParameter("state");
        Pending pending = state == null || !OneTime.isWellFormed(state)
                ? null
                : returns.take(new OneTime(state)).orElse(null);
        if (pending == null) {
            tell(request, null, new Ended.Badly("unknown_state", "unknown_state", null));
            throw new RefusedException(
                    ErrorCode.INVALID_REQUEST, "This sign-in is not known, or over. Please begin again in the app.");
        }
        return pending;
    }

    private Ended ended(Pending pending, HttpServletRequest request) {
        Configuration configuration =
                (Configuration) Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION));
        SignInSettings settings = configuration.part(SignInSettings.class);
        Callback callback =
                new Callback(request.getParameter("code"), request.getParameter("error"), request.getParameter("iss"));
        return returns.end(
                pending,
                callback,
                configuration.part(Accounts.class),
                keys.check(settings),
                Deadline.in(settings.deadline(), ticker));
    }

    private static URI back(Pending pending, Ended ended) {
        return switch (ended) {
            case Ended.Well(OneTime code) -> AuthorizationUrl.back(pending.returnTo(), "code", code.value());
            case Ended.Badly badly -> AuthorizationUrl.back(pending.returnTo(), "error", badly.error());
        };
    }

    /** Of several, nobody knows which counts; the state is not used up by that. */
    private void refuseRepeated(HttpServletRequest request) {
        for (String name : List.of("state", "code", "error", "iss")) {
            String[] values = request.getParameterValues(name);
            if (values != null && values.length > 1) {
                tell(request, null, new Ended.Badly("unknown_state", "repeated_parameter", null));
                throw new RefusedException(ErrorCode.INVALID_REQUEST, "A query parameter is repeated.");
            }
        }
    }

    private void tell(HttpServletRequest request, @Nullable Pending pending, Ended ended) {
        String requestId = String.valueOf(request.getAttribute(RequestFacts.REQUEST_ID));
        String address =
                request.getAttribute(RequestFacts.ADDRESS) instanceof String told ? told : request.getRemoteAddr();
        SignInEvent.@Nullable Pending begun = pending == null ? null : pending.forAudit();
        events.publishEvent(
                switch (ended) {
                    case Ended.Well _ -> new SignInEvent(requestId, address, begun, "returned", null, null);
                    case Ended.Badly(String error, String reason, String upstream) ->
                        new SignInEvent(requestId, address, begun, error, reason, upstream);
                });
    }
}
