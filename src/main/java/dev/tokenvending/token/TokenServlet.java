package dev.tokenvending.token;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.App;
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
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The front door. {@code GET} serves SDK clients, {@code POST} Talkdesk's sample apps. A servlet of its own beside Spring
 * MVC's, which takes longer to find and call a controller than all else takes that a held token needs.
 */
class TokenServlet extends HttpServlet {

    static final String PATH = "/token/*";

    private final transient TokenVendor vendor;
    private final transient ClientRequests clientRequests;
    private final transient HandlerExceptionResolver problems;
    private final transient Clock clock;
    private final transient Ticker ticker;

    TokenServlet(
            TokenVendor vendor,
            ClientRequests clientRequests,
            HandlerExceptionResolver problems,
            Clock clock,
            Ticker ticker) {
        this.vendor = vendor;
        this.clientRequests = clientRequests;
        this.problems = problems;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Not {@code doGet}, which {@code HEAD} would be served by as well. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            serve(request, response);
        } catch (ServletException | IOException | RuntimeException problem) {
            if (problems.resolveException(request, response, null, problem) == null) {
                throw problem;
            }
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        switch (request.getMethod()) {
            case "GET" -> get(request, response);
            case "POST" -> post(request, response);
            default -> throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET", "POST"));
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Vending vending = vending(request);
        TokenRequest asked = TokenRequest.of(request);
        App app = app(vending, request);
        ResponseFormat format = asked.formatFor(app.responseFormat());
        Caller caller = caller();
        Answer answer = vend(vending, caller, app, asked, request);
        tell(answer, request, response, HttpServletResponse.SC_OK, token -> switch (format) {
            case JSON -> TokenAnswers.json(caller, token);
            case TEXT -> TokenAnswers.text(token);
        });
    }

    /** Always JSON, whatever the app's own format is: the sample apps read nothing else. */
    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Vending vending = vending(request);
        TokenRequest asked = TokenRequest.of(request);
        App app = app(vending, request);
        if (asked.formatFor(ResponseFormat.JSON) != ResponseFormat.JSON) {
            throw new RefusedException(ErrorCode.NOT_ACCEPTABLE);
        }
        Answer answer = vend(vending, caller(), app, asked, request);
        tell(answer, request, response, HttpServletResponse.SC_CREATED, TokenAnswers::authToken);
    }

    private static Vending vending(HttpServletRequest request) {
        Object configuration = Objects.requireNonNull(request.getAttribute(RequestFacts.CONFIGURATION));
        return ((Configuration) configuration).part(Vending.class);
    }

    private static Caller caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new RefusedException(ErrorCode.UNAUTHENTICATED);
    }

    /** The one that the path names, with or without a slash at its end; deeper paths are no apps. */
    private static App app(Vending vending, HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        String name = path.substring(1, path.endsWith("/") ? Math.max(1, path.length() - 1) : path.length());
        Optional<App> app =
                name.isEmpty() ? vending.apps().findDefault() : vending.apps().find(name);
        app.ifPresent(found -> request.setAttribute(RequestFacts.APP, found));
        return app.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN_APP));
    }

    private Answer vend(Vending vending, Caller caller, App app, TokenRequest asked, HttpServletRequest request) {
        PolicyInput input = new PolicyInput(caller, app, clientRequests.of(request), clock.instant());
        Answer answer = vendor.vend(vending, input, asked.minTtl(), deadline(request, vending));
        request.setAttribute(RequestFacts.RULING, answer.ruling());
        request.setAttribute(RequestFacts.ACCOUNT, answer.account());
        request.setAttribute(RequestFacts.OUTCOME, answer.outcome());
        request.setAttribute(RequestFacts.SPENT, answer.spent());
        return answer;
    }

    /** From the arrival on: telling who calls may have taken some of the time. */
    private Deadline deadline(HttpServletRequest request, Vending vending) {
        return request.getAttribute(RequestFacts.ARRIVAL) instanceof Long arrival
                ? Deadline.after(arrival, vending.deadline(), ticker)
                : Deadline.in(vending.deadline(), ticker);
    }

    private static void tell(
            Answer answer,
            HttpServletRequest request,
            HttpServletResponse response,
            int success,
            Function<AccessToken, Body> body)
            throws IOException {
        List<Quota> quotas = answer.ruling().quotas();
        switch (answer.outcome()) {
            case Outcome.Vended vended -> {
                RateLimitHeaders.tell(quotas, response);
                body.apply(vended.token()).answer(success, response);
            }
            case Outcome.Denied _ -> Problem.of(ErrorCode.DENIED, request).answer(response);
            case Outcome.SignInRequired _ ->
                Problem.of(ErrorCode.SIGN_IN_REQUIRED, request).answer(response);
            case Outcome.Limited limited -> {
                RateLimitHeaders.tell(quotas, response);
                Problem.of(ErrorCode.RATE_LIMITED, request).answer(response, limited.retryAfter());
            }
            case UpstreamFailure.Rejected _ ->
                Problem.of(ErrorCode.UPSTREAM_REJECTED, request).answer(response);
            case UpstreamFailure.TimedOut _ ->
                Problem.of(ErrorCode.UPSTREAM_TIMEOUT, request).answer(response);
            case UpstreamFailure.Unavailable unavailable ->
                Problem.of(ErrorCode.UPSTREAM_UNAVAILABLE, request).answer(response, unavailable.retryAfter());
        }
    }
}
