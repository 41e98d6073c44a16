package dev.tokenvending.traces;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where there is no trace. */
enum NoStep implements Step {
    NONE;

    @Override
    public void tell(String what, String value) {}

    @Override
    public void tell(String what, long value) {}

    @Override
    public <T> void tell(String what, List<T> values, Function<T, String> said) {}

    @Override
    public void failed(String kind) {}

    @Override
    public Optional<String> traceParent() {
        return Optional.empty();
    }
}
