package dev.tokenvending.policy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A version of an app: numbers with dots between them. Numbers that are left out are 0. */
record AppVersion(List<Integer> numbers) {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9}){0,7}");

    /** @throws IllegalArgumentException if the text is no version */
    static AppVersion parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("A version is numbers with dots between them, as in 3.10.2");
        }
        return new AppVersion(
                Pattern.compile("\\.").splitAsStream(text).map(Integer::valueOf).toList());
    }

    boolean isAtLeast(AppVersion other) {
        return IntStream.range(0, Math.max(numbers.size(), other.numbers.size()))
                        .map(i -> Integer.compare(number(i), other.number(i)))
                        .filter(difference -> difference != 0)
                        .findFirst()
                        .orElse(0)
                >= 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
