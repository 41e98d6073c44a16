package dev.tokenvending.token;

import dev.tokenvending.core.ErrorCode;
import dev.tokenvending.core.RefusedException;
import dev.tokenvending.core.ResponseFormat;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.MediaType;

/**
 * What an {@code Accept} header takes (RFC 9110 §12.5.1): for each format, the weight of the most specific range it fits.
 *
 * @param json from 0, not taken, to 1
 * @param text likewise
 */
record Acceptance(double json, double text) {

    /** Refuses a header that cannot be read: what it would take is unknown. */
    static Acceptance parse(List<String> headers) {
        try {
            List<MediaType> ranges = MediaType.parseMediaTypes(headers);
            return ranges.isEmpty()
                    ? new Acceptance(1, 1)
                    : new Acceptance(weight(ranges, MediaType.APPLICATION_JSON), weight(ranges, MediaType.TEXT_PLAIN));
        } catch (IllegalArgumentException e) {
            // Spring checks the weight q, and reads it of Q too.
            throw new RefusedException(ErrorCode.NOT_ACCEPTABLE);
        }
    }

    /** The format taken most gladly; with equal weights the given one. */
    ResponseFormat choose(ResponseFormat preferred) {
        if (json == 0 && text == 0) {
            throw new RefusedException(ErrorCode.NOT_ACCEPTABLE);
        }
        if (json == text) {
            return preferred;
        }
        return json > text ? ResponseFormat.JSON : ResponseFormat.TEXT;
    }

    private static double weight(List<MediaType> ranges, MediaType format) {
        return ranges.stream()
                .filter(range -> range.includes(format))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .map(MediaType::getQualityValue)
                .map(Acceptance::checked)
                .orElse(0.0);
    }

    private static double checked(double weight) {
        if (weight >= 0 && weight <= 1) {
            return weight;
        }
        throw new IllegalArgumentException("A weight is from 0 to 1");
    }
}
