package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apiaryfs.admin.ClusterConnection;
import org.apiaryfs.admin.ClusterSnapshot;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.admin.SnapshotScope;
import org.apiaryfs.daemons.output.StandardOutput;
import org.apiaryfs.daemons.top.TopSample;
import org.apiaryfs.daemons.top.TopSampler;
import org.apiaryfs.daemons.top.TopScreen;
import org.apiaryfs.daemons.top.TopView;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows live what the cluster does. */
@Command(name = "top", description = "Shows live what servers, clients and users do. Keys: n nodes, c clients, u users, q quit.", mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;
    private static final int PLAIN_WIDTH = 200;
    private static final int PLAIN_HEIGHT = 10_000;
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HOME = "\u001b[H";

    @Mixin private Cluster cluster;
    @Option(names = "--view", defaultValue = "nodes", paramLabel = "VIEW", description = "nodes, clients or users (default: ${DEFAULT-VALUE}).") private String view;
    @Option(names = "--interval", defaultValue = "1", paramLabel = "SECONDS", description = "Between rounds (default: ${DEFAULT-VALUE}).") private double interval;
    @Option(names = "--rounds", paramLabel = "N", description = "Print so many rounds as plain text and end.") private Integer rounds;

    @Override
    public Integer call() {
        return cluster.answer(SnapshotScope.LISTS_AND_SPACE, (connection, snapshot) -> {
            if (!cluster.forPeople()) {
                throw new CtlException("top shows text; \"load\" and \"operations\" have --json and --csv");
            }
            if (rounds != null && rounds < 1) {
                throw new CtlException("--rounds must be at least 1");
            }
            if (!(interval > 0 && interval <= 3600)) {
                throw new CtlException("--interval must be between 0 and 3600 seconds");
            }
            Duration pause = Duration.ofMillis(Math.max(1, Math.round(interval * 1000)));
            HostNames users = new HostNames(Quotas.Kind.USER);
            if (rounds != null) {
                plain(connection, first(), pause, users);
            } else {
                try (Terminal terminal = terminal()) {
                    live(connection, terminal, pause, users);
                } catch (InterruptedIOException e) {
                    throw new InterruptedException();
                }
            }
            return new Cluster.Answer("", Map.of());
        });
    }

    /** Signals end the program as usual, for the screen has to be given back. */
    private static Terminal terminal() throws CtlException {
        try {
            return TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build();
        } catch (IOException | IllegalStateException e) {
            throw new CtlException("there is no terminal to draw on (" + e.getMessage() + "); \"top --rounds N\" prints plain text");
        }
    }

    private TopView first() throws CtlException {
        try {
            return TopView.valueOf(view.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CtlException("'" + view + "' is no view; there are nodes, clients and users");
        }
    }

    private void plain(ClusterConnection connection, TopView shown, Duration pause, HostNames users)
            throws ExecutionException, InterruptedException, IOException {
        TopSampler sampler = new TopSampler(connection);
        sampler.sample(Cluster.get(connection.refresh()), shown == TopView.USERS);
        for (int i = 0; i < rounds; i++) {
            Thread.sleep(pause);
            ClusterSnapshot now = Cluster.get(connection.refresh());
            List<String> lines = TopScreen.lines(sampler.sample(now, shown == TopView.USERS), shown, LocalTime.now(), users::of, PLAIN_WIDTH, PLAIN_HEIGHT);
            StandardOutput.print(String.join("\n", lines.subList(0, lines.size() - 1)) + "\n\n");
        }
    }

    private void live(ClusterConnection connection, Terminal terminal, Duration pause, HostNames users)
            throws CtlException, ExecutionException, InterruptedException, IOException {
        TopView shown = first();
        Attributes before = terminal.enterRawMode();
        terminal.puts(InfoCmp.Capability.enter_ca_mode);
        terminal.puts(InfoCmp.Capability.cursor_invisible);
        try {
            TopSampler sampler = new TopSampler(connection);
            while (true) {
                TopSample sample = sampler.sample(Cluster.get(connection.refresh()), shown == TopView.USERS);
                draw(terminal, TopScreen.lines(sample, shown, LocalTime.now(), users::of,
                        known(terminal.getWidth(), USUAL_WIDTH), known(terminal.getHeight(), USUAL_HEIGHT)));
                int key = terminal.reader().read(pause.toMillis());
                if (key == 'q' || key == NonBlockingReader.EOF) {
                    return;
                }
                TopView next = switch (key) {
                    case 'n' -> TopView.NODES;
                    case 'c' -> TopView.CLIENTS;
                    case 'u' -> TopView.USERS;
                    default -> shown;
                };
                if ((next == TopView.USERS) != (shown == TopView.USERS)) {
                    sampler.forget();
                }
                shown = next;
            }
        } finally {
            terminal.puts(InfoCmp.Capability.cursor_normal);
            terminal.puts(InfoCmp.Capability.exit_ca_mode);
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    /** A serial line says nothing about its size. */
    private static int known(int size, int usual) {
        return size > 0 ? size : usual;
    }

    private static void draw(Terminal terminal, List<String> lines) {
        terminal.writer().print(HOME + String.join(CLEAR_LINE + "\r\n", lines) + CLEAR_LINE + CLEAR_BELOW);
        terminal.flush();
    }
}
