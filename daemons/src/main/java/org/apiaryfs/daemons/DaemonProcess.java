package org.apiaryfs.daemons;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.node.NodeKeys;
import org.apiaryfs.node.StartException;
import org.apiaryfs.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a daemon's process: command line, log, start, the news that it is ready, stop by
 * signal, exit code. One object per process, used by the main thread.
 *
 * <p>Whoever starts a daemon and wants to know when it serves reads its standard output: the one
 * line there comes then, and then the end of the stream. Under systemd the service manager is told.
 */
final class DaemonProcess {
    /** Stopped as asked, or asked for help only. */
    static final int OK = 0;
    /** Refused to start; standard error says why. */
    static final int REFUSED = 1;
    /** A fault of the program. */
    static final int FAULT = 2;

    /** How long requests that are under way at the stop may take. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Daemon daemon;
    private final PrintStream out;
    private final PrintStream err;

    private DaemonProcess(Daemon daemon, PrintStream out, PrintStream err) {
        this.daemon = daemon;
        this.out = out;
        this.err = err;
    }

    /** Runs a daemon to its end and ends the process. */
    static void main(Daemon daemon, String[] words) {
        System.exit(new DaemonProcess(daemon, System.out, System.err).run(List.of(words)));
    }

    private int run(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(ConfigText.help(daemon));
            return OK;
        }
        if (words.contains("--version")) {
            out.println(daemon.program() + " " + Version.text());
            return OK;
        }
        try {
            Config config = Config.parse(daemon.schema(), words);
            Logging.start(config.get(NodeKeys.LOG_LEVEL), config.get(NodeKeys.LOG_FILE));
            return serve(config);
        } catch (ConfigException e) {
            return refused(e.getMessage());
        }
    }

    private int serve(Config config) throws ConfigException {
        Logger log = LoggerFactory.getLogger(DaemonProcess.class);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> log.error("unexpected error: thread={}", thread.getName(), failure));
        log.info("starting: program={} version=\"{}\" pid={}", daemon.program(), Version.text(), ProcessHandle.current().pid());
        config.warnings().forEach(log::warn);
        changed(config).forEach(setting -> log.info("setting: {}", setting));

        StopSignals stop = StopSignals.install();
        try (Transport transport = Transport.open()) {
            Daemon.Running service = daemon.starter().start(config, transport);
            stop.started();
            Optional<Path> pidFile = config.get(NodeKeys.PID_FILE);
            try {
                pidFile.ifPresent(file -> write(file, log));
                ready(log);
                log.info("stopping: signal={}", stop.await());
            } finally {
                ServiceManager.tell("STOPPING=1");
                service.stop(DRAIN);
                pidFile.ifPresent(DaemonProcess::delete);
            }
            log.info("stopped");
            return OK;
        } catch (StartException e) {
            log.debug("refused to start", e);
            return refused(e.getMessage());
        } catch (InterruptedException e) {
            log.info("stopped before the start was complete");
            return OK;
        } catch (RuntimeException | Error e) {
            log.error("stopped by an unexpected error", e);
            err.println(daemon.program() + ": unexpected error: " + e);
            return FAULT;
        }
    }

    /** Settings that differ from the defaults, as they would stand in a file. */
    private List<String> changed(Config config) {
        List<String> changed = new ArrayList<>();
        for (ConfigKey<?> key : daemon.schema().keys()) {
            if (!config.get(key).equals(key.parser().parse(key.defaultText()))) {
                changed.add(key.name() + "=" + config.given().get(key.name()));
            }
        }
        return changed;
    }

    private void ready(Logger log) {
        log.info("ready: program={}", daemon.program());
        out.println(daemon.program() + " ready pid=" + ProcessHandle.current().pid());
        out.close();
        ServiceManager.tell("READY=1");
    }

    private static void write(Path pidFile, Logger log) {
        try {
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
        } catch (IOException e) {
            log.warn("the process ID can't be written: pidFile={} error=\"{}\"", pidFile, e.toString());
        }
    }

    private static void delete(Path pidFile) {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            LoggerFactory.getLogger(DaemonProcess.class).warn("the file can't be deleted: pidFile={} error=\"{}\"", pidFile, e.toString());
        }
    }

    private int refused(String why) {
        String line = daemon.program() + ": " + why.replaceAll("\\s*\\R\\s*", " ");
        err.println(line);
        if (Logging.toFile()) {
            LoggerFactory.getLogger(DaemonProcess.class).error("refused to start: {}", why);
        }
        return REFUSED;
    }
}
