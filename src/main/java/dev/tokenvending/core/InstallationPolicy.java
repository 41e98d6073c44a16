package dev.tokenvending.core;

/**
 * Decides whether a customer may install one of our apps; a Spring bean of this type is asked at each installation, and all
 * must approve. One that throws rejects.
 */
@FunctionalInterface
public interface InstallationPolicy {

    Verdict decide(Request request);

    /**
     * Who installs what.
     *
     * @param accountName the host label of the customer's account
     */
    record Request(String appId, String installationId, String accountId, String accountName) {}

    /** What a policy says. */
    sealed interface Verdict {

        record Approved() implements Verdict {}

        /**
         * It must not be installed.
         *
         * @param reason told to Talkdesk, at most 200 characters
         */
        record Rejected(String reason) implements Verdict {}
    }
}
