package dev.tokenvending.sandbox;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What a request to the sandbox's own server carries. */
final class RequestBytes {

    private RequestBytes() {}

    /** At most one byte more than the body may have, which is enough to refuse it. */
    static byte[] of(ClassicHttpRequest request, int most) throws IOException {
        HttpEntity entity = request.getEntity();
        return entity == null ? new byte[0] : entity.getContent().readNBytes(most + 1);
    }

    static @Nullable String contentType(ClassicHttpRequest request) {
        Header contentType = request.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return contentType == null ? null : contentType.getValue();
    }
}
