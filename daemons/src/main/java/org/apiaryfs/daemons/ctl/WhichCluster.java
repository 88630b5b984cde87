package org.apiaryfs.daemons.ctl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterAddress;
import org.apiaryfs.daemons.local.ClusterFiles;
import org.apiaryfs.daemons.local.Plan;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that say which cluster is meant. Used by the main thread. */
public final class WhichCluster {
    @Option(names = "--mgmtd", paramLabel = "HOST[:PORT]", description = "The management server (default: that of the cluster on this machine).")
    private String management;

    @Option(names = "--auth-file", paramLabel = "FILE", description = "The cluster's shared secret (connAuthFile).")
    private Path secret;

    @Option(names = "--dir", paramLabel = "DIR", description = "Directory of a cluster on this machine, as given to \"up\".")
    private Path directory;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "30",
            description = "How long to look for the management server (default: ${DEFAULT-VALUE}).")
    private int wait;

    /** Made by the parser of command lines. */
    public WhichCluster() {}

    /**
     * The options as words.
     *
     * @throws CtlException if they aren't options of this class
     */
    public static WhichCluster of(List<String> words) throws CtlException {
        WhichCluster which = new WhichCluster();
        try {
            new CommandLine(which).parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new CtlException(e.getMessage());
        }
        return which;
    }

    /**
     * How to reach the cluster.
     *
     * @throws CtlException if none is named, and there is none on this machine
     */
    public ClusterAddress address() throws CtlException {
        return where().withPatience(Duration.ofSeconds(Math.max(1, wait)));
    }

    private ClusterAddress where() throws CtlException {
        if (management != null) {
            try {
                return ClusterAddress.parse(management, Optional.ofNullable(secret));
            } catch (IllegalArgumentException e) {
                throw new CtlException(e.getMessage());
            }
        }
        ClusterFiles files = directory == null ? ClusterFiles.ofDefault() : ClusterFiles.of(directory);
        try {
            Plan plan = Plan.read(files).orElseThrow(() -> new CtlException("which cluster? There is none in " + files.root()
                    + "; name its management server with --mgmtd HOST:PORT, and its secret with --auth-file FILE"));
            return new ClusterAddress("127.0.0.1", plan.managementPort(), Optional.of(secret == null ? files.secret() : secret));
        } catch (IOException e) {
            throw new CtlException("the cluster in " + files.root() + " can't be looked up: " + e);
        }
    }
}
