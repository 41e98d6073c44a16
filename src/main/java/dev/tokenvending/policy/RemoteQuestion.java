package dev.tokenvending.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenvending.core.App;
import dev.tokenvending.core.Caller;
import dev.tokenvending.core.ClientRequest;
import dev.tokenvending.core.PolicyInput;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a remote service is asked: all a rule may decide by, in the same words. The caller's credential is not among it. */
record RemoteQuestion(Input input) {

    private static final JsonMapper JSON = JsonMapper.shared();

    record Input(CallerInput caller, AppInput app, RequestInput request, String now) {}

    record CallerInput(String id, String kind, String issuer, Map<String, Object> claims) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AppInput(String id, String platform, @Nullable String bundleId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RequestInput(String address, @Nullable String userAgent, Map<String, String> headers) {}

    static String of(PolicyInput input) {
        Caller caller = input.caller();
        App app = input.app();
        ClientRequest request = input.request();
        return JSON.writeValueAsString(new RemoteQuestion(new Input(
                new CallerInput(
                        caller.id(),
                        caller.kind().wireName(),
                        caller.issuer(),
                        caller.claims().values()),
                new AppInput(app.id().value(), app.platform().name().toLowerCase(Locale.ROOT), app.bundleId()),
                new RequestInput(request.address(), request.userAgent(), request.headers()),
                input.now().toString())));
    }
}
