package org.apiaryfs.daemons.beegfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.config.Config;
import org.apiaryfs.protocol.model.NodeType;

/** What a mode works with: the cluster, which is connected to when it is first needed, and the terminal. Used by one thread. */
final class ModeRun implements AutoCloseable {
    private final Cluster which;
    private final InputStream input;
    private final PrintStream out;
    private final PrintStream err;
    private final Host host;
    private ClusterConnection connection;

    /** Says which cluster is meant. */
    interface Cluster {
        /** @throws ModeException if none is named, or not how to reach it */
        ClusterAddress address() throws ModeException;

        /** The same as the configuration of a client. */
        Config configuration() throws ModeException;
    }

    ModeRun(Cluster which, InputStream input, PrintStream out, PrintStream err, Host host) {
        this.which = which;
        this.input = input;
        this.out = out;
        this.err = err;
        this.host = host;
    }

    /** Connects, and asks what is wanted of the cluster. */
    ClusterSnapshot connect(SnapshotScope scope) throws ModeException, InterruptedException {
        if (connection == null) {
            connection = ClusterConnection.onDemand(which.address(), scope);
            return get(connection.first());
        }
        return get(connection.refresh());
    }

    /** {@link #connect} without asking for space. */
    ClusterSnapshot connect() throws ModeException, InterruptedException {
        return connect(SnapshotScope.LISTS);
    }

    /** Where the tool runs. */
    Host host() {
        return host;
    }

    /** After {@link #connect}. */
    ClusterConnection cluster() {
        return connection;
    }

    /** How a client enters the cluster. */
    Config clientConfiguration() throws ModeException {
        return which.configuration();
    }

    /** An operation's result. @throws ModeException if it failed */
    static <T> T get(CompletableFuture<T> operation) throws ModeException, InterruptedException {
        try {
            return operation.get();
        } catch (ExecutionException e) {
            throw new ModeException(ExitCode.FAILED, AdminException.problemOf(e).sentence());
        } catch (InterruptedException e) {
            operation.cancel(true);
            throw e;
        }
    }

    /** A server's answer; if there is none, standard error says why. */
    <T> Optional<T> answer(ClusterNode server, CompletableFuture<T> operation) throws InterruptedException {
        try {
            return Optional.of(get(operation));
        } catch (ModeException e) {
            error(text(server) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    void print(String text) {
        out.print(text);
    }

    void line(String text) {
        out.println(text);
    }

    /** Whether nobody gets what is printed, as when head(1) has enough. */
    boolean unread() {
        return out.checkError();
    }

    /** A line on standard error. */
    void error(String text) {
        out.flush();
        err.println(text);
    }

    void flush() {
        out.flush();
    }

    /** True if the answer to a question is yes; the end of the input is a no. */
    boolean confirmed(String question) throws ModeException {
        line(question);
        line("");
        line("Do you really want to continue? (y/n)");
        flush();
        String answer = readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private String readLine() throws ModeException {
        try {
            return reader().readLine();
        } catch (IOException e) {
            throw new ModeException(ExitCode.FAILED, "The answer can't be read: " + e);
        }
    }

    /** Waits until somebody presses a key (Return, unless the terminal says otherwise), or the time is over: false then. */
    boolean keyWithin(Duration time, Duration look) throws ModeException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (input.available() > 0) {
                    return true;
                }
                Thread.sleep(look);
            }
            return false;
        } catch (IOException e) {
            throw new ModeException(ExitCode.FAILED, "The terminal can't be read: " + e);
        }
    }

    /** Standard input as text, one char per byte. */
    BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.ISO_8859_1));
    }

    /** {@code ALIAS [ID: n]} of a node, or {@code <unknown(n)>}. */
    static String text(ClusterSnapshot snapshot, NodeType type, long id) {
        return snapshot.node(type, id).map(ModeRun::text).orElse("<unknown(" + id + ")>");
    }

    static String text(ClusterNode node) {
        return node.alias() + " [ID: " + node.id() + "]";
    }

    /** The same with the name of the program. */
    static String typedText(ClusterSnapshot snapshot, NodeType type, long id) {
        return "beegfs-" + type.name().toLowerCase(Locale.ROOT) + " " + text(snapshot, type, id);
    }

    @Override
    public void close() {
        out.flush();
        if (connection != null) {
            connection.close();
        }
    }
}
