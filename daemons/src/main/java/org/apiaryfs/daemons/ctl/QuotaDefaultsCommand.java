package org.apiaryfs.daemons.ctl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.daemons.output.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows and sets limits of those without limits of their own. */
@Command(name = "defaults", description = "Shows limits of those without limits of their own; sets what is given.", mixinStandardHelpOptions = true)
final class QuotaDefaultsCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;
    @Mixin private QuotaOptions options;
    @Option(names = "--size", paramLabel = "LIMIT", description = "Bytes, such as 500g, or unlimited.") private String size;
    @Option(names = "--inodes", paramLabel = "LIMIT", description = "Number of chunk files, such as 1m, or unlimited.") private String inodes;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            QuotaLimits before = Cluster.get(connection.quotas().defaults(options.pool(), options.kind()));
            QuotaLimits now = new QuotaLimits(QuotaOptions.limit(size, before.size()), QuotaOptions.limit(inodes, before.inodes()));
            if (size != null || inodes != null) {
                Cluster.get(connection.quotas().setDefaults(options.pool(), options.kind(), now));
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("sizeLimit", Long.toUnsignedString(now.size()));
            data.put("inodeLimit", Long.toUnsignedString(now.inodes()));
            return new Cluster.Answer("Size:  " + LimitText.counting(now.size(), now.size(), Units::bytes) + "\nFiles: "
                    + LimitText.counting(now.inodes(), now.inodes(), Long::toUnsignedString) + "\n", data);
        });
    }
}
