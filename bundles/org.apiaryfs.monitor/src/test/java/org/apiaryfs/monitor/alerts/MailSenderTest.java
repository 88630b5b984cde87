package org.apiaryfs.monitor.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apiaryfs.monitor.ProblemKind;
import org.apiaryfs.monitor.Severity;
import org.apiaryfs.monitor.Subject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MailSenderTest {
    private static final MailAccount.Login LOGIN = new MailAccount.Login("bee", "honey");
    private static final AlertMessage MESSAGE = new AlertMessage("Wabe", Instant.ofEpochSecond(1_800_000_000L), List.of(new Alert(Alert.Event.OPENED,
            AlertPlanTest.problem(ProblemKind.NO_ROOT, new Subject.Cluster(), Severity.ERROR), Instant.ofEpochSecond(1_800_000_000L))));

    @TempDir private static Path directory;
    private static Path certificate;
    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = directory.resolve("keys.p12");
        certificate = directory.resolve("certificate.pem");
        keytool("-genkeypair", "-alias", "small", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit");
        keytool("-exportcert", "-rfc", "-alias", "small", "-file", certificate.toString(), "-keystore", store.toString(), "-storepass", "changeit");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        assertEquals(0, new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("keytool.log").toFile()).start().waitFor());
    }

    private static MailSender sender(String host, int port, MailAccount.Encryption encryption, Optional<MailAccount.Login> login, Optional<Path> authority) {
        return new MailSender("mail", new MailAccount(host, port, encryption, login, "apiary@example.org", List.of("a@example.org", "b@example.org"), authority,
                Duration.ofSeconds(10)));
    }

    @Test
    void sendsWithoutEncryption() throws Exception {
        try (SmallMailServer server = new SmallMailServer(MailAccount.Encryption.NONE, Optional.empty(), Optional.empty())) {
            sender("127.0.0.1", server.port(), MailAccount.Encryption.NONE, Optional.empty(), Optional.empty()).send(MESSAGE);
            SmallMailServer.Mail mail = server.mails.take();
            assertTrue(mail.from().startsWith("<apiary@example.org>"), mail.from());
            assertEquals("<a@example.org><b@example.org>", mail.to());
            assertTrue(mail.text().contains("Subject: [Wabe] Problem: It is so."), mail.text());
            assertTrue(mail.text().contains("What to do: Do it."), mail.text());
            assertTrue(mail.text().contains("Auto-Submitted: auto-generated"), mail.text());
            assertFalse(mail.encrypted());
        }
    }

    @Test
    void sendsEncryptedAndLoggedIn() throws Exception {
        for (MailAccount.Encryption encryption : List.of(MailAccount.Encryption.STARTTLS, MailAccount.Encryption.TLS)) {
            try (SmallMailServer server = new SmallMailServer(encryption, Optional.of(tls), Optional.of("honey"))) {
                sender("localhost", server.port(), encryption, Optional.of(LOGIN), Optional.of(certificate)).send(MESSAGE);
                SmallMailServer.Mail mail = server.mails.take();
                assertTrue(mail.encrypted());
                assertEquals("bee", mail.user());

                MailSender wrong = sender("localhost", server.port(), encryption, Optional.of(new MailAccount.Login("bee", "wax")), Optional.of(certificate));
                IOException failure = assertThrows(IOException.class, () -> wrong.send(MESSAGE));
                assertTrue(failure.getMessage().contains("535"), failure.getMessage());
                assertFalse(failure.getMessage().contains("wax"));

                MailSender stranger = sender("localhost", server.port(), encryption, Optional.of(LOGIN), Optional.empty());
                assertThrows(IOException.class, () -> stranger.send(MESSAGE), "its certificate isn't trusted");
                assertTrue(server.mails.isEmpty());
            }
        }
    }

    @Test
    void doesntGoOnWithoutTheEncryptionThatIsWanted() throws Exception {
        try (SmallMailServer server = new SmallMailServer(MailAccount.Encryption.NONE, Optional.empty(), Optional.empty())) {
            MailSender sender = sender("localhost", server.port(), MailAccount.Encryption.STARTTLS, Optional.of(LOGIN), Optional.of(certificate));
            assertThrows(IOException.class, () -> sender.send(MESSAGE));
            assertTrue(server.mails.isEmpty());
        }
        assertThrows(IllegalArgumentException.class, () -> sender("localhost", 25, MailAccount.Encryption.NONE, Optional.of(LOGIN), Optional.empty()));
    }

    @Test
    void saysWhatFailed() throws Exception {
        SmallMailServer server = new SmallMailServer(MailAccount.Encryption.NONE, Optional.empty(), Optional.of("honey"));
        IOException failure;
        try (server) {
            MailSender sender = sender("127.0.0.1", server.port(), MailAccount.Encryption.NONE, Optional.empty(), Optional.empty());
            failure = assertThrows(IOException.class, () -> sender.send(MESSAGE));
            assertTrue(failure.getMessage().contains("530 log in"), failure.getMessage());
        }
        failure = assertThrows(IOException.class, () -> sender("127.0.0.1", server.port(), MailAccount.Encryption.NONE, Optional.empty(), Optional.empty()).send(MESSAGE));
        assertTrue(failure.getMessage().startsWith("The mail server 127.0.0.1:" + server.port() + " didn't take the mail: "), failure.getMessage());
    }

    @Test
    void textsAreReadableInEveryLanguage() throws Exception {
        try (SmallMailServer server = new SmallMailServer(MailAccount.Encryption.NONE, Optional.empty(), Optional.empty())) {
            AlertMessage message = new AlertMessage("Bienenstöcke\r\nBcc: x@example.org", MESSAGE.time(), MESSAGE.alerts());
            sender("127.0.0.1", server.port(), MailAccount.Encryption.NONE, Optional.empty(), Optional.empty()).send(message);
            String text = server.mails.take().text();
            assertTrue(text.contains("Subject: =?UTF-8?"), text);
            assertFalse(text.lines().takeWhile(l -> !l.isEmpty()).anyMatch(l -> l.startsWith("Bcc")), text);
            String body = text.substring(text.indexOf("\n\n") + 2);
            String plain = text.contains("base64") ? new String(Base64.getMimeDecoder().decode(body), java.nio.charset.StandardCharsets.UTF_8) : body;
            assertTrue(plain.contains("Bienenst"), text);
        }
    }
}
