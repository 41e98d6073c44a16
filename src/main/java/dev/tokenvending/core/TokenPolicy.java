package dev.tokenvending.core;

/**
 * A business rule: who may have a token. A Spring bean of this type is usable in the {@code policies} of an app by its bean
 * name. It runs for every request, on any thread and many at once; one that throws, or that has not answered by the
 * request's deadline, refuses.
 */
@FunctionalInterface
public interface TokenPolicy {

    Decision decide(PolicyInput input);
}
