package org.apiaryfs.daemons.ctl;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.QuotaLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets limits of users or groups. */
@Command(name = "set", description = "Sets limits of users or groups. What isn't given stays as it is.", mixinStandardHelpOptions = true)
final class QuotaSetCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private QuotaOptions options;
    @Option(names = "--size", paramLabel = "LIMIT", description = "Bytes, such as 500g; or unlimited, or default.") private String size;
    @Option(names = "--inodes", paramLabel = "LIMIT", description = "Number of chunk files, such as 1m; or unlimited, or default.") private String inodes;
    @Parameters(paramLabel = "WHO", arity = "1..*", description = "Names or IDs.") private List<String> who;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            if (size == null && inodes == null) {
                throw new CtlException("what is to be set? Give --size, --inodes or both");
            }
            List<Integer> ids = options.ids(new HostNames(options.kind()), who);
            QuotaLimits checked = new QuotaLimits(QuotaOptions.limit(size, 0), QuotaOptions.limit(inodes, 0));
            Cluster.get(connection.quotas().set(options.pool(), options.kind(), ids, now -> new QuotaLimits(
                    size == null ? now.size() : checked.size(), inodes == null ? now.inodes() : checked.inodes())));
            return new Cluster.Answer("Limits set; they hold in a moment.\n", Map.of("ids", ids.stream().map(Integer::toUnsignedLong).toList()));
        });
    }
}
