package dev.tokenvending.talkdesk;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Reads the answers of one connection. Strict where HttpClient's own is patient: it neither skips what is no HTTP to find
 * an answer behind it, nor takes what was there before the question for its answer (a second answer to the one before, or
 * the 408 some load balancers send when they close an idle connection), which would hand one caller another's token.
 */
class AnswerParser extends DefaultHttpResponseParser {

    private boolean interim;

    AnswerParser(Http1Config config) {
        super(config);
    }

    @Override
    public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        // What follows a 1xx may have come along with it.
        if (buffer.length() > 0 && !interim) {
            throw new NoHttpResponseException("Something came before it was asked for");
        }
        ClassicHttpResponse response = super.parse(buffer, in);
        interim = response != null && response.getCode() < 200;
        return response;
    }
}
