package org.apiaryfs.daemons.beegfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.admin.QuotaSelection;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.protocol.model.StripePattern;

/** Limits of users or groups (spec admin §3.8). Stateless. */
final class SetQuota {
    static final String USAGE = """
            --uid | --gid      Users or groups, and one of:
            <ID or name>       one of them,
            --all              all that this host knows, but for system accounts (--withsystem: also these),
            --list <a,b>       these,
            --range <a> <b>    from one number to another,
            --file=<csv>       those of a file with lines "ID or name,size,inodes",
            --default          those without limits of their own.
            --sizelimit=<size>|unlimited|reset    Most bytes; reset makes the default count.
            --inodelimit=<n>|unlimited|reset      Most chunk files.
            --storagepoolid=<id>  Storage pool (default: 1).
            """;
    private static final ConfigKey<Long> SIZE = ConfigKey.size("size", "0", "");
    private static final int CSV_FIELDS = 3;
    /** Most IDs of a range whose members are looked at one by one. */
    static final long MAX_RANGE = 1_000_000;

    private SetQuota() {}

    static Mode.Action parse(ModeArguments a) throws ModeException {
        Optional<Long> size = limit(a, "sizelimit");
        Optional<Long> inodes = limit(a, "inodelimit");
        Optional<Integer> pool = a.id("storagepoolid");
        Optional<Path> file = a.value("file").map(Path::of);
        boolean defaults = a.flag("default");
        if (file.isEmpty() && size.isEmpty() && inodes.isEmpty()) {
            throw ModeException.badArguments("Nothing to set; give --sizelimit, --inodelimit or both.");
        }
        if (defaults || file.isPresent()) {
            boolean users = a.flag("uid");
            if (users == a.flag("gid")) {
                throw ModeException.badArguments("Invalid configuration. One of --uid or --gid is required.");
            }
            Quotas.Kind kind = users ? Quotas.Kind.USER : Quotas.Kind.GROUP;
            return defaults ? run -> setDefaults(run, pool, kind, size, inodes) : run -> setFile(run, pool, kind, file.get());
        }
        QuotaOwners owners = QuotaOwners.take(a);
        return run -> {
            int in = connect(run, pool);
            List<Integer> ids = ids(owners.selection(run.host().names(owners.kind())));
            if (size.isPresent() && inodes.isPresent()) {
                Map<Integer, QuotaLimits> wanted = new LinkedHashMap<>();
                ids.forEach(id -> wanted.put(id, new QuotaLimits(size.get(), inodes.get())));
                ModeRun.get(run.cluster().quotas().set(in, owners.kind(), wanted));
            } else {
                ModeRun.get(run.cluster().quotas().set(in, owners.kind(), ids, change(size, inodes)));
            }
            return ExitCode.OK;
        };
    }

    private static Optional<Long> limit(ModeArguments a, String key) throws ModeException {
        Optional<String> text = a.value(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(limit("--" + key, text.get()));
    }

    private static long limit(String what, String text) throws ModeException {
        return switch (text.trim()) {
            case "unlimited" -> QuotaLimits.UNLIMITED;
            case "reset" -> 0;
            default -> {
                try {
                    yield SIZE.parser().parse(text.trim());
                } catch (IllegalArgumentException e) {
                    throw ModeException.badArguments("Invalid limit for " + what + ": '" + text + "'; expected a number such as 500g, or unlimited, or reset.");
                }
            }
        };
    }

    private static UnaryOperator<QuotaLimits> change(Optional<Long> size, Optional<Long> inodes) {
        return now -> new QuotaLimits(size.orElse(now.size()), inodes.orElse(now.inodes()));
    }

    private static int connect(ModeRun run, Optional<Integer> pool) throws ModeException, InterruptedException {
        run.connect();
        if (pool.isEmpty()) {
            run.line("Using default storage pool (" + StripePattern.DEFAULT_POOL + ")");
        }
        return pool.orElse(StripePattern.DEFAULT_POOL);
    }

    private static List<Integer> ids(QuotaSelection selection) throws ModeException {
        return switch (selection) {
            case QuotaSelection.Ids ids -> ids.ids();
            case QuotaSelection.Range range -> {
                if (range.last() - range.first() >= MAX_RANGE) {
                    throw ModeException.badArguments("A range of more than " + MAX_RANGE + " IDs is most likely a mistake; use --default for limits of all.");
                }
                yield LongStream.rangeClosed(range.first(), range.last()).mapToObj(id -> (int) id).toList();
            }
            case QuotaSelection.All all -> List.of();
        };
    }

    private static int setDefaults(ModeRun run, Optional<Integer> pool, Quotas.Kind kind, Optional<Long> size, Optional<Long> inodes)
            throws ModeException, InterruptedException {
        int in = connect(run, pool);
        QuotaLimits now = size.isPresent() && inodes.isPresent() ? QuotaLimits.NONE : ModeRun.get(run.cluster().quotas().defaults(in, kind));
        ModeRun.get(run.cluster().quotas().setDefaults(in, kind, change(size, inodes).apply(now)));
        return ExitCode.OK;
    }

    private static int setFile(ModeRun run, Optional<Integer> pool, Quotas.Kind kind, Path file) throws ModeException, InterruptedException {
        Map<Integer, QuotaLimits> wanted = read(file, run.host().names(kind));
        int in = connect(run, pool);
        ModeRun.get(run.cluster().quotas().set(in, kind, wanted));
        return ExitCode.OK;
    }

    private static Map<Integer, QuotaLimits> read(Path file, HostNames names) throws ModeException {
        Map<Integer, QuotaLimits> wanted = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try {
            lines.addAll(Files.readAllLines(file));
        } catch (IOException e) {
            throw ModeException.badArguments("The file " + file + " can't be read: " + e.getMessage());
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = file + " line " + (i + 1);
            String[] fields = line.split(",", -1);
            if (fields.length != CSV_FIELDS) {
                throw ModeException.badArguments(where + ": expected \"ID or name,size,inodes\".");
            }
            try {
                wanted.put(names.parse(fields[0].trim()), new QuotaLimits(limit(where, fields[1]), limit(where, fields[2])));
            } catch (IllegalArgumentException e) {
                throw ModeException.badArguments(where + ": " + e.getMessage());
            }
        }
        return wanted;
    }
}
