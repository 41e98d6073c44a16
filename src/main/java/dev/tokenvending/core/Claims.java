package dev.tokenvending.core;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says about a caller: the claims of its token (RFC 7519 §4), deeply immutable. Values are {@link String},
 * {@link Long}, {@link Double}, {@link Boolean}, {@link java.util.List} and {@link Map}; a claim that is null is absent.
 */
public record Claims(Map<String, Object> values) {

    public static final Claims NONE = new Claims(Map.of());

    private static final int MOST = 100;
    private static final int LONGEST = 4096;

    public Claims {
        values = frozen(values);
    }

    /** The value of a claim, absent when the issuer said nothing. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** Whether there are few and short enough of them to decide by: 100 claims, 4 KiB of text each. */
    public boolean areBounded() {
        return values.size() <= MOST
                && values.entrySet().stream()
                        .allMatch(claim -> claim.getKey().length() + length(claim.getValue()) <= LONGEST);
    }

    private static Map<String, Object> frozen(Map<?, ?> map) {
        Map<String, Object> frozen = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                frozen.put(String.valueOf(name), frozen(value));
            }
        });
        return Collections.unmodifiableMap(frozen);
    }

    private static Object frozen(Object value) {
        return switch (value) {
            case Map<?, ?> map -> frozen(map);
            case Collection<?> list ->
                list.stream().filter(Objects::nonNull).map(Claims::frozen).toList();
            case String text -> text;
            case Number number -> frozen(number);
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }

    /** Rules and policies shall meet two types of numbers, whatever the reader of the token made of them. */
    private static Number frozen(Number number) {
        return switch (number) {
            case Long exact -> exact;
            case Byte exact -> exact.longValue();
            case Short exact -> exact.longValue();
            case Integer exact -> exact.longValue();
            case BigInteger exact when exact.bitLength() < Long.SIZE -> exact.longValue();
            default -> number.doubleValue();
        };
    }

    private static int length(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .mapToInt(entry -> 2
                                + length(String.valueOf(entry.getKey()))
                                + length(Objects.requireNonNull(entry.getValue())))
                        .sum();
            case Collection<?> list ->
                list.stream().mapToInt(element -> 1 + length(element)).sum();
            default -> value.toString().length();
        };
    }

    /** Says how many there are; what they say is the caller's own affair. */
    @Override
    public String toString() {
        return "Claims[" + values.size() + "]";
    }
}
