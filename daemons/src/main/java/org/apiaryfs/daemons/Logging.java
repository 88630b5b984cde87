package org.apiaryfs.daemons;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of the programs: one line per event, with time, level, class and a message of
 * {@code key=value} pairs. Configured here rather than by a file, which is faster and can't be
 * missing. To be called by the main thread.
 *
 * <p>Logback's service discovery makes an object of this class before the first logger is used: until
 * {@link #start}, and in programs that don't call it, warnings go to standard error.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    /** A log file is renamed at this size, in bytes; {@value #KEPT_FILES} old ones are kept. */
    private static final long MAX_FILE = 16 << 20;
    private static final int KEPT_FILES = 4;
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %replace(%msg){'[\\r\\n]+', ' '}%n%ex";

    private static boolean toFile;

    /** Called by Logback. */
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        apply(context, Level.WARN, console(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Sets level and destination.
     *
     * @param logLevel 0 to 5 as in configuration files
     * @param file log file; standard error if empty
     * @throws ConfigException if the file can't be written
     */
    static void start(int logLevel, Optional<Path> file) throws ConfigException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        OutputStreamAppender<ILoggingEvent> appender;
        if (file.isPresent()) {
            checkWritable(file.get());
            appender = file(context, file.get());
        } else {
            appender = console(context);
        }
        apply(context, level(logLevel), appender);
        toFile = file.isPresent();
    }

    /** No log at all but errors, for programs whose output is for people. */
    public static void quiet() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    }

    /** True once the log goes to a file instead of standard error. */
    static boolean toFile() {
        return toFile;
    }

    private static Level level(int logLevel) {
        return switch (logLevel) {
            case 0, 1 -> Level.ERROR;
            case 2 -> Level.WARN;
            case 3 -> Level.INFO;
            default -> Level.TRACE;
        };
    }

    private static void apply(LoggerContext context, Level level, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(level);
        // What Netty says below warnings is for its own developers.
        context.getLogger("io.netty").setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.toString());
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(KEPT_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(MAX_FILE));
        trigger.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        return appender;
    }

    private static void checkWritable(Path file) throws ConfigException {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND).close();
        } catch (IOException e) {
            throw new ConfigException("the log file " + file + " (logStdFile) can't be written: " + e);
        }
    }
}
