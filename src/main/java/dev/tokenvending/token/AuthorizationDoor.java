package dev.tokenvending.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.Grant;
import dev.tokenvending.core.Outcome;
import dev.tokenvending.core.Quota;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.RequestFacts;
import dev.tokenvending.vending.Answer;
import dev.tokenvending.vending.Authorizations;
import dev.tokenvending.vending.Authorizations.Start;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/**
 * {@code /token/{app}/authorization}: a caller begins the sign-in of its Talkdesk user ({@code POST}), puts it into effect by
 * the code with which the user has come back ({@code POST} with {@code code}), and ends it ({@code DELETE}).
 */
class AuthorizationDoor {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Authorizations authorizations;

    AuthorizationDoor(Authorizations authorizations) {
        this.authorizations = authorizations;
    }

    void serve(Asking asking, Route route, HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        String method = asking.request().getMethod();
        if (!route.methodNames().contains(method)) {
            throw new HttpRequestMethodNotSupportedException(method, route.methodNames());
        }
        @Nullable
        String code = QueryParameters.parse(asking.request().getQueryString()).get("code");
        App app = asking.app(route);
        if (app.grant() instanceof Grant.ClientCredentials) {
            throw new RefusedException(ErrorCode.NOT_FOUND);
        }
        Caller caller = asking.caller();
        if (method.equals("DELETE")) {
            done(asking, authorizations.forget(caller, app), "sign_in_forgotten", response);
        } else if (code == null) {
            begin(asking, caller, app, response);
        } else if (CODE.matcher(code).matches()) {
            done(asking, authorizations.redeem(code, caller, app), "sign_in_redeemed", response);
        } else {
            throw new RefusedException(ErrorCode.INVALID_REQUEST, "code is none of ours.");
        }
    }

    private void begin(Asking asking, Caller caller, App app, HttpServletResponse response) throws IOException {
        Start start = authorizations.begin(asking.configuration(), asking.input(caller, app), asking.deadline());
        switch (start) {
            case Start.Begun begun -> {
                asking.request().setAttribute(RequestFacts.RULING, begun.ruling());
                asking.request().setAttribute(RequestFacts.SIGN_IN, "sign_in_started");
                RateLimitHeaders.tell(begun.ruling().quotas(), response);
                Body.json(AuthorizationJson.of(begun)).answer(HttpServletResponse.SC_CREATED, response);
            }
            case Start.Ended(Answer answer) -> {
                asking.tell(answer);
                refuse(answer.outcome(), answer.ruling().quotas(), asking, response);
            }
        }
    }

    private static void done(Asking asking, Optional<Outcome> refusal, String what, HttpServletResponse response)
            throws IOException {
        if (refusal.isPresent()) {
            asking.request().setAttribute(RequestFacts.OUTCOME, refusal.get());
            refuse(refusal.get(), List.of(), asking, response);
        } else {
            asking.request().setAttribute(RequestFacts.SIGN_IN, what);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        }
    }

    private static void refuse(Outcome outcome, List<Quota> quotas, Asking asking, HttpServletResponse response)
            throws IOException {
        Outcomes.tell(outcome, quotas, asking.request(), response, HttpServletResponse.SC_CREATED, _ -> {
            throw new IllegalStateException("Nobody asked for a token");
        });
    }

    /** @param authorizationUrl holds a secret: whoever has it could come back in the user's place */
    private record AuthorizationJson(
            @JsonProperty("authorization_url") String authorizationUrl,
            @JsonProperty("expires_in") long expiresIn) {

        static AuthorizationJson of(Start.Begun begun) {
            return new AuthorizationJson(
                    begun.url().toString(), begun.expiresIn().toSeconds());
        }

        @Override
        public String toString() {
            return "AuthorizationJson[hidden]";
        }
    }
}
