package dev.tokenvending.token;

import dev.tokenvending.core.App;
import dev.tokenvending.core.AppId;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.Configuration;
import dev.tokenvending.core.Deadline;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.PolicyInput;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.core.UpstreamFailure;
import dev.tokenvending.vending.Answer;
import dev.tokenvending.vending.TokenVendor;
import dev.tokenvending.vending.Vending;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The front door. {@code GET} serves SDK clients, {@code POST} Talkdesk's sample apps. */
@RestController
class TokenController {

    private final TokenVendor vendor;
    private final ClientRequests clientRequests;
    private final Clock clock;
    private final Ticker ticker;

    TokenController(TokenVendor vendor, ClientRequests clientRequests, Clock clock, Ticker ticker) {
        this.vendor = vendor;
        this.clientRequests = clientRequests;
        this.clock = clock;
        this.ticker = ticker;
    }

    @GetMapping({"/token", "/token/", "/token/{app}", "/token/{app}/"})
    ResponseEntity<Object> get(
            @PathVariable(required = false) @Nullable String app,
            @AuthenticationPrincipal Caller caller,
            @RequestAttribute(RequestFacts.CONFIGURATION) Configuration configuration,
            HttpServletRequest request) {
        Vending vending = configuration.part(Vending.class);
        TokenRequest asked = TokenRequest.of(request);
        App found = find(vending, app, request);
        ResponseFormat format = asked.formatFor(found.responseFormat());
        return answer(request, vend(vending, caller, found, asked, request), vended -> switch (format) {
            case JSON -> TokenAnswers.json(caller, vended.token());
            case TEXT -> TokenAnswers.text(vended.token());
        });
    }

    /** Always JSON, whatever the app's own format is: the sample apps read nothing else. */
    @PostMapping({"/token", "/token/", "/token/{app}", "/token/{app}/"})
    ResponseEntity<Object> post(
            @PathVariable(required = false) @Nullable String app,
            @AuthenticationPrincipal Caller caller,
            @RequestAttribute(RequestFacts.CONFIGURATION) Configuration configuration,
            HttpServletRequest request) {
        Vending vending = configuration.part(Vending.class);
        TokenRequest asked = TokenRequest.of(request);
        App found = find(vending, app, request);
        if (asked.formatFor(ResponseFormat.JSON) != ResponseFormat.JSON) {
            throw new RefusedException(ErrorCode.NOT_ACCEPTABLE);
        }
        return answer(
                request, vend(vending, caller, found, asked, request), vended -> TokenAnswers.created(vended.token()));
    }

    /** Deeper paths are no apps. */
    @RequestMapping("/token/**")
    ResponseEntity<Object> other() {
        throw new RefusedException(ErrorCode.UNKNOWN_APP);
    }

    /** From the arrival on: telling who calls may have taken some of the time. */
    private Deadline deadline(HttpServletRequest request, Vending vending) {
        return request.getAttribute(RequestFacts.ARRIVAL) instanceof Long arrival
                ? Deadline.after(arrival, vending.deadline(), ticker)
                : Deadline.in(vending.deadline(), ticker);
    }

    private App find(Vending vending, @Nullable String name, HttpServletRequest request) {
        Optional<App> app =
                name == null ? vending.apps().findDefault() : AppId.parse(name).flatMap(vending.apps()::find);
        app.ifPresent(found -> request.setAttribute(RequestFacts.APP, found));
        return app.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_APP));
    }

    private Answer vend(Vending vending, Caller caller, App app, TokenRequest asked, HttpServletRequest request) {
        PolicyInput input = new PolicyInput(caller, app, clientRequests.of(request), clock.instant());
        Answer answer = vendor.vend(vending, input, asked.minTtl(), deadline(request, vending));
        request.setAttribute(RequestFacts.RULING, answer.ruling());
        request.setAttribute(RequestFacts.OUTCOME, answer.outcome());
        return answer;
    }

    private static ResponseEntity<Object> answer(HttpServletRequest request, Answer answer, Success success) {
        List<Quota> quotas = answer.ruling().quotas();
        return switch (answer.outcome()) {
            case Outcome.Vended vended -> RateLimitHeaders.on(success.of(vended), quotas);
            case Outcome.Denied _ -> Problem.of(ErrorCode.DENIED, request).answer();
            case Outcome.Limited limited ->
                RateLimitHeaders.on(Problem.of(ErrorCode.RATE_LIMITED, request).answer(limited.retryAfter()), quotas);
            case UpstreamFailure.Rejected _ ->
                Problem.of(ErrorCode.UPSTREAM_REJECTED, request).answer();
            case UpstreamFailure.TimedOut _ ->
                Problem.of(ErrorCode.UPSTREAM_TIMEOUT, request).answer();
            case UpstreamFailure.Unavailable unavailable ->
                Problem.of(ErrorCode.UPSTREAM_UNAVAILABLE, request).answer(unavailable.retryAfter());
        };
    }

    private interface Success {
        ResponseEntity<Object> of(Outcome.Vended vended);
    }
}
