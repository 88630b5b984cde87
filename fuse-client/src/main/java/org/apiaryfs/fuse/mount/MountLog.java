package org.apiaryfs.fuse.mount;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Where log lines go. Called by one thread at the start. */
final class MountLog {
    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0}: %msg%n%nopex";

    private MountLog() {}

    /**
     * Sends the log to a file, or to standard error.
     *
     * @param level of {@code logLevel}, 0 to 5
     */
    static void start(Optional<Path> file, int level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = file.map(MountLog::toFile).orElseGet(() -> {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            return console;
        });
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(switch (level) {
            case 0, 1 -> Level.ERROR;
            case 2 -> Level.WARN;
            case 3 -> Level.INFO;
            default -> Level.DEBUG;
        });
        context.getLogger("io.netty").setLevel(Level.WARN);
        root.addAppender(appender);
    }

    private static OutputStreamAppender<ILoggingEvent> toFile(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        return appender;
    }

    /** The log of a mount that runs in the background and has none configured. */
    static Path defaultFile(Path directory, boolean root) throws MountFailure {
        String home = System.getProperty("user.home");
        Path folder = root ? Path.of("/var/log/apiary") : Optional.ofNullable(System.getenv("XDG_STATE_HOME")).map(Path::of)
                .orElse(Path.of(home, ".local", "state")).resolve("apiary");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new MountFailure(MountFailure.SYSTEM, "the folder for logs can't be made: " + e + "; set -o logStdFile=FILE");
        }
        return folder.resolve("mount" + directory.toString().replace('/', '-') + ".log");
    }
}
