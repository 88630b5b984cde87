package org.apiaryfs.daemons.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Enters a mount into the table of file systems (fstab(5)). */
@Command(name = "client", mixinStandardHelpOptions = true, description = "Prepares a mount: its directory, and its line in /etc/fstab.")
final class ClientSetup implements Callable<Integer> {
    private static final String TYPE = "fuse.apiary";
    private static final String DEFAULT_PORT = "8008";

    @Spec private CommandSpec spec;
    @Mixin private Where where;

    @Option(names = "-d", paramLabel = "DIR", description = "Where to mount (/mnt/apiary).")
    private Path mountPoint = Path.of("/mnt/apiary");

    @Option(names = "-o", paramLabel = "OPTION", split = ",", description = "Options of the mount, as of apiary-mount.")
    private List<String> options = List.of();

    @Override
    public Integer call() {
        return SetupCommand.run(spec, this::prepare);
    }

    private void prepare() throws SetupException, IOException {
        String host = where.management().orElseThrow(() -> new SetupException("which cluster? Give the host of its management daemon (-m HOST)"));
        Path directory = Where.absolute(mountPoint, "-d");
        Path table = where.here(Path.of("/etc/fstab"));
        String before = Files.exists(table) ? Files.readString(table) : "";
        String line = line(host, directory);
        List<String> there = before.lines().filter(one -> isOf(one, escaped(directory.toString()))).toList();
        if (!there.isEmpty() && !there.equals(List.of(line))) {
            throw new SetupException("/etc/fstab has another line for " + directory + " already, which was left as it is: " + there.getFirst());
        }
        Files.createDirectories(where.here(directory));
        if (there.isEmpty()) {
            ReplacedFile.write(table, before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + line + "\n");
        }
        System.out.print("/etc/fstab: " + line + "\nTo mount it now: mount " + directory + "\n");
    }

    private String line(String host, Path directory) throws SetupException {
        StringBuilder text = new StringBuilder();
        if (where.secret().isPresent()) {
            text.append("connAuthFile=").append(Where.absolute(where.secret().get(), "-a")).append(',');
        }
        options.forEach(option -> text.append(option).append(','));
        return escaped(host.contains(":") ? host : host + ":" + DEFAULT_PORT) + " " + escaped(directory.toString()) + " " + TYPE + " " + escaped(text + "_netdev") + " 0 0";
    }

    private static boolean isOf(String line, String directory) {
        String[] fields = line.strip().split("\\s+");
        return !line.strip().startsWith("#") && fields.length > 1 && fields[1].equals(directory);
    }

    /** As fstab(5) has it. */
    private static String escaped(String field) {
        return field.replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
    }
}
