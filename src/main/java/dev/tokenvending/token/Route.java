package dev.tokenvending.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpMethod;

/**
 * What the path below {@code /token} names, with or without a slash at its end.
 *
 * @param app the name of the app, empty for the default one; deeper paths are no apps
 * @param authorization whether it is about the sign-in of the app's user
 */
record Route(String app, boolean authorization) {

    private static final String AUTHORIZATION = "/authorization";
    private static final List<HttpMethod> OF_TOKENS = List.of(HttpMethod.GET, HttpMethod.POST);
    private static final List<HttpMethod> OF_AUTHORIZATION = List.of(HttpMethod.POST, HttpMethod.DELETE);

    static Route of(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        String name = path.substring(1, path.endsWith("/") ? Math.max(1, path.length() - 1) : path.length());
        int app = name.length() - AUTHORIZATION.length();
        return app > 0 && name.endsWith(AUTHORIZATION)
                ? new Route(name.substring(0, app), true)
                : new Route(name, false);
    }

    List<HttpMethod> methods() {
        return authorization ? OF_AUTHORIZATION : OF_TOKENS;
    }

    List<String> methodNames() {
        return methods().stream().map(HttpMethod::name).toList();
    }
}
