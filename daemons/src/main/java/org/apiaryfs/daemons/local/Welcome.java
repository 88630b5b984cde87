package org.apiaryfs.daemons.local;

import java.util.Locale;

/** What {@code up} says in the end. Stateless. */
final class Welcome {
    private static final double NANOS = 1e9;

    private Welcome() {}

    /** @param program how the user has called {@code apiary} */
    static String text(ClusterFiles files, Plan plan, String program, boolean mounted, long nanos) {
        String directory = files.equals(ClusterFiles.ofDefault()) ? "" : " --dir " + files.root();
        String seconds = String.format(Locale.ROOT, "%.1f", nanos / NANOS);
        String tryMount = mounted ? "cp -a /usr/share/doc %s/ && ls %s".formatted(plan.mount(), plan.mount())
                : "%s mount -o cfgFile=%s DIRECTORY".formatted(program, files.config(Processes.MOUNT));
        return """
                The cluster is up%s (%s s).

                  data          %s
                  mounted at    %s
                  management    127.0.0.1:%d, secret %s
                  logs          %s

                Try:
                  %s
                  %s status%s
                  %s ctl targets --state --spaceinfo%s
                  %s down%s
                """.formatted(mounted ? " and mounted" : "", seconds, files.root(), mounted ? plan.mount() : "(not mounted)", plan.managementPort(),
                files.secret(), files.log("x").getParent(), tryMount, program, directory, program, directory, program, directory);
    }
}
