package org.apiaryfs.monitor.alerts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail is sent. Immutable.
 *
 * @param host of the SMTP server
 * @param port 1 to 65535; usually 587 with STARTTLS, 465 with TLS, 25 without either
 * @param encryption of the connection
 * @param login if the server wants one; needs encryption
 * @param from address of the sender
 * @param to addresses, at least one
 * @param authority PEM file with the certificates that the server's is trusted by; empty = those of the Java runtime
 * @param patience how long to wait for each answer, > 0
 */
public record MailAccount(
        String host, int port, Encryption encryption, Optional<Login> login, String from, List<String> to, Optional<Path> authority, Duration patience) {
    /** How the connection is made safe. */
    public enum Encryption { NONE, STARTTLS, TLS }

    /** A user and his password. Immutable. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    public MailAccount {
        to = List.copyOf(to);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(Texts.of("mail_port", port));
        }
        if (to.isEmpty()) {
            throw new IllegalArgumentException(Texts.of("mail_nobody"));
        }
        if (login.isPresent() && encryption == Encryption.NONE) {
            throw new IllegalArgumentException(Texts.of("mail_unencrypted"));
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience " + patience);
        }
    }
}
