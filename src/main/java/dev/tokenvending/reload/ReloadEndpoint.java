package dev.tokenvending.reload;

import dev.tokenvending.core.ConfigurationEvent;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** {@code /actuator/reload}: which configuration is in force, and {@code POST} to read it anew at once. */
@Endpoint(id = "reload")
class ReloadEndpoint {

    private static final int UNPROCESSABLE = 422;

    private final Configurations configurations;
    private final FileWatch watch;

    ReloadEndpoint(Configurations configurations, FileWatch watch) {
        this.configurations = configurations;
        this.watch = watch;
    }

    /**
     * The state of things.
     *
     * @param inForce the version of the configuration in force
     * @param problems what is wrong with the one that was read last; empty when that is the one in force
     */
    record State(String inForce, List<String> problems) {}

    @ReadOperation
    State state() {
        return new State(configurations.current().version().toString(), configurations.problems());
    }

    /** Answers 200 when what was read is in force now, and 422 when it was refused. */
    @WriteOperation
    WebEndpointResponse<State> reload() {
        int status = switch (watch.reload()) {
            case ConfigurationEvent.Replaced _ -> WebEndpointResponse.STATUS_OK;
            case ConfigurationEvent.Refused _ -> UNPROCESSABLE;
        };
        return new WebEndpointResponse<>(state(), status);
    }
}
