package dev.tokenvending.token;

import dev.tokenvending.core.AccessToken;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.ResponseFormat;
import dev.tokenvending.core.Ticker;
import dev.tokenvending.vending.Answer;
import dev.tokenvending.vending.TokenVendor;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The front door. {@code GET} serves SDK clients, {@code POST} Talkdesk's sample apps. A servlet of its own beside Spring
 * MVC's, which takes longer to find and call a controller than all else takes that a held token needs.
 */
class TokenServlet extends HttpServlet {

    static final String PATH = "/token/*";

    private final transient TokenVendor vendor;
    private final transient AuthorizationDoor authorizations;
    private final transient ClientRequests clientRequests;
    private final transient HandlerExceptionResolver problems;
    private final transient Clock clock;
    private final transient Ticker ticker;

    TokenServlet(
            TokenVendor vendor,
            AuthorizationDoor authorizations,
            ClientRequests clientRequests,
            HandlerExceptionResolver problems,
            Clock clock,
            Ticker ticker) {
        this.vendor = vendor;
        this.authorizations = authorizations;
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
        Asking asking = new Asking(request, clientRequests, clock, ticker);
        Route route = Route.of(request);
        if (route.authorization()) {
            authorizations.serve(asking, route, response);
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> get(asking, route, response);
            case "POST" -> post(asking, route, response);
            default -> throw new HttpRequestMethodNotSupportedException(request.getMethod(), route.methodNames());
        }
    }

    private void get(Asking asking, Route route, HttpServletResponse response) throws IOException {
        TokenRequest asked = TokenRequest.of(asking.request());
        App app = asking.app(route);
        ResponseFormat format = asked.formatFor(app.responseFormat());
        Caller caller = asking.caller();
        Answer answer = vend(asking, caller, app, asked);
        tell(answer, asking, response, HttpServletResponse.SC_OK, token -> switch (format) {
            case JSON -> TokenAnswers.json(caller, token);
            case TEXT -> TokenAnswers.text(token);
        });
    }

    /** Always JSON, whatever the app's own format is: the sample apps read nothing else. */
    private void post(Asking asking, Route route, HttpServletResponse response) throws IOException {
        TokenRequest asked = TokenRequest.of(asking.request());
        App app = asking.app(route);
        if (asked.formatFor(ResponseFormat.JSON) != ResponseFormat.JSON) {
            throw new RefusedException(ErrorCode.NOT_ACCEPTABLE);
        }
        Answer answer = vend(asking, asking.caller(), app, asked);
        tell(answer, asking, response, HttpServletResponse.SC_CREATED, TokenAnswers::authToken);
    }

    private Answer vend(Asking asking, Caller caller, App app, TokenRequest asked) {
        Answer answer = vendor.vend(asking.vending(), asking.input(caller, app), asked.minTtl(), asking.deadline());
        asking.tell(answer);
        return answer;
    }

    private static void tell(
            Answer answer, Asking asking, HttpServletResponse response, int success, Function<AccessToken, Body> body)
            throws IOException {
        Outcomes.tell(answer.outcome(), answer.ruling().quotas(), asking.request(), response, success, body);
    }
}
