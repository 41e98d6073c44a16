package dev.tokenvending.ops.doctor;

import dev.tokenvending.ops.doctor.Finding.Right;
import dev.tokenvending.ops.doctor.Finding.Warning;
import dev.tokenvending.ops.doctor.Finding.Wrong;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands by TLS as the service does, the host's name checked.
 *
 * @param trusted whom to believe; Java's own trust store when absent
 */
record TlsCheck(
        String host,
        int port,
        Clock clock,
        int patienceMillis,
        @Nullable KeyStore trusted) {

    private static final Duration SOON = Duration.ofDays(14);
    private static final String CERTIFICATES_OF_PROXY =
            "If a proxy of yours opens TLS, let this host pass, or add its certificate to Java's trust store.";

    Finding on(Socket connection) {
        try {
            Witness witness = new Witness(trusted);
            var socket = (SSLSocket) witness.context().getSocketFactory().createSocket(connection, host, port, false);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(patienceMillis);
            try {
                socket.startHandshake();
                return shaken(socket.getSession().getProtocol(), witness.chain());
            } catch (IOException e) {
                return witness.chain().isEmpty() ? unshown(e) : refused(witness);
            }
        } catch (GeneralSecurityException | IOException e) {
            return new Wrong(
                    "TLS cannot be tried here (" + e.getClass().getSimpleName() + ").",
                    "Look at Java's trust store: javax.net.ssl.trustStore, or lib/security/cacerts.");
        }
    }

    private Finding shaken(String protocol, List<X509Certificate> chain) {
        Instant end = chain.stream()
                .map(X509Certificate::getNotAfter)
                .map(Date::toInstant)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Duration left = Duration.between(clock.instant(), end);
        String text = protocol + ", certificate for " + host + " by " + issuer(chain.getFirst()) + ", good for "
                + left.toDays() + " more days.";
        return left.compareTo(SOON) > 0
                ? new Right(text)
                : new Warning(text, "Whoever runs " + host + " has to renew it before " + end + ".");
    }

    private Finding refused(Witness witness) {
        Instant now = clock.instant();
        X509Certificate own = witness.chain().getFirst();
        for (X509Certificate one : witness.chain()) {
            if (one.getNotAfter().toInstant().isBefore(now)) {
                return new Wrong(
                        "The certificate of " + host + " expired on "
                                + one.getNotAfter().toInstant() + ".",
                        "Look at this machine's clock (" + now + "); if it is right, " + host
                                + " has to renew its certificate.");
            }
            if (one.getNotBefore().toInstant().isAfter(now)) {
                return new Wrong(
                        "The certificate of " + host + " is good from "
                                + one.getNotBefore().toInstant() + " on.",
                        "Set this machine's clock: it says " + now + ".");
            }
        }
        if (!witness.isTrusted()) {
            boolean self = own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
            return new Wrong(
                    "Java does not trust the certificate of " + host + (self ? ", signed by itself: " : ", issued by ")
                            + issuer(own) + ".",
                    CERTIFICATES_OF_PROXY);
        }
        return new Wrong(
                "The certificate is not for " + host + " but for " + names(own) + ".",
                "Check the host's name. " + CERTIFICATES_OF_PROXY);
    }

    private Finding unshown(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new Wrong(
                    "No answer to TLS within " + patienceMillis + " ms.",
                    "Something between here and " + host + " swallows what is sent: a firewall or a proxy.");
        }
        String message = String.valueOf(e.getMessage());
        return e instanceof SSLException && message.contains("Unsupported or unrecognized SSL message")
                ? new Wrong(
                        "What answers at port " + port + " does not speak TLS.",
                        "Check the URL's port: most likely it is one for plain http.")
                : new Wrong(
                        "TLS failed before a certificate was shown ("
                                + e.getClass().getSimpleName() + ": " + message + ").",
                        "Something between here and " + host + " ends the connection, or speaks neither TLS 1.2 nor"
                                + " 1.3.");
    }

    private static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return Stream.ofNullable(names)
                    .flatMap(Collection::stream)
                    .map(name -> String.valueOf(name.getLast()))
                    .limit(5)
                    .collect(Collectors.collectingAndThen(
                            Collectors.joining(", "), all -> all.isEmpty() ? "no host at all" : all));
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }
}
