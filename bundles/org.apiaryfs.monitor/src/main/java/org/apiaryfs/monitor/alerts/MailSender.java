package org.apiaryfs.monitor.alerts;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.ZoneId;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Tells by mail. Thread-safe; waits for the server. */
public final class MailSender implements AlertSender {
    private final String name;
    private final MailAccount account;

    /** @param name unique among the senders of a cluster */
    public MailSender(String name, MailAccount account) {
        this.name = name;
        this.account = account;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(AlertMessage message) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        // The library looks for its own parts by the thread's class loader; in an OSGi framework that is another bundle's.
        thread.setContextClassLoader(Session.class.getClassLoader());
        try {
            Session session = Session.getInstance(properties());
            MimeMessage mail = mail(session, message);
            try (Transport transport = session.getTransport("smtp")) {
                if (account.login().isPresent()) {
                    transport.connect(account.login().get().user(), account.login().get().password());
                } else {
                    transport.connect();
                }
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        } catch (MessagingException | GeneralSecurityException e) {
            throw new IOException(Texts.of("sender_mailRefused", account.host() + ":" + account.port(), reason(e)), e);
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause();
        String text = e.getMessage() == null ? e.toString() : e.getMessage().strip();
        return cause == null || cause.getMessage() == null || text.contains(cause.getMessage()) ? text : text + " (" + cause.getMessage().strip() + ")";
    }

    private Properties properties() throws IOException, GeneralSecurityException {
        String millis = Long.toString(account.patience().toMillis());
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", account.host());
        properties.put("mail.smtp.port", Integer.toString(account.port()));
        properties.put("mail.smtp.connectiontimeout", millis);
        properties.put("mail.smtp.timeout", millis);
        properties.put("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.auth", Boolean.toString(account.login().isPresent()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.from", account.from());
        switch (account.encryption()) {
            case NONE -> { }
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
        }
        if (account.authority().isPresent()) {
            properties.put("mail.smtp.ssl.socketFactory", trusting(account.authority().get()));
        }
        return properties;
    }

    private static SSLSocketFactory trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private MimeMessage mail(Session session, AlertMessage message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(account.from()));
        Address[] to = new Address[account.to().size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = new InternetAddress(account.to().get(i));
        }
        mail.setRecipients(Message.RecipientType.TO, to);
        mail.setSubject(message.subject(), "UTF-8");
        mail.setSentDate(Date.from(message.time()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        byte[] text = message.text(ZoneId.systemDefault()).getBytes(StandardCharsets.UTF_8);
        mail.setDataHandler(new DataHandler(new ByteArrayDataSource(text, "text/plain; charset=UTF-8")));
        return mail;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "mail by " + account.host() + ":" + account.port() + " to " + account.to();
    }
}
