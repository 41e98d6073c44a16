package dev.tokenvending.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The body of a reply: sends it whole, or breaks off half way through the length it promised. */
final class ReplyEntity extends AbstractHttpEntity {

    private final byte[] body;
    private final boolean cut;

    ReplyEntity(Reply reply) {
        super(reply.contentType(), null);
        this.body = reply.body().getBytes(StandardCharsets.UTF_8);
        this.cut = reply.cut();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(body, 0, cut ? body.length / 2 : body.length);
        if (cut) {
            out.flush();
            throw new ConnectionClosedException("The fault cut is in force");
        }
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long getContentLength() {
        return body.length;
    }

    @Override
    public void close() {}
}
