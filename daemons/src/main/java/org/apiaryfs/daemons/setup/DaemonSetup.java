package org.apiaryfs.daemons.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares a daemon's store, and enters it into the configuration; repeated for each further storage target. */
abstract sealed class DaemonSetup implements Callable<Integer> {
    private static final String SECRET = "connAuthFile";
    private static final String NO_SECRET = "connDisableAuthentication";
    private static final String MANAGEMENT = "sysMgmtdHost";

    @Spec private CommandSpec spec;
    @Mixin private Where where;

    @Option(names = "-p", required = true, paramLabel = "DIR", description = "Directory of the store, best the top of a file system of its own.")
    private Path store;

    @Option(names = "-S", paramLabel = "NAME", description = "Name of the server (its host name).")
    private Optional<String> name = Optional.empty();

    @Option(names = "-f", description = "Use a store that is there already.")
    private boolean present;

    @Option(names = "-c", paramLabel = "FILE", description = "Configuration file (/etc/apiary/apiary-KIND.conf).")
    private Optional<Path> config = Optional.empty();

    private final String kind;
    private final String storeKey;

    private DaemonSetup(String kind, String storeKey) {
        this.kind = kind;
        this.storeKey = storeKey;
    }

    /** Prepares the management daemon. */
    @Command(name = "mgmtd", mixinStandardHelpOptions = true, description = "Prepares the management daemon.")
    static final class Mgmtd extends DaemonSetup {
        Mgmtd() {
            super("mgmtd", "storeMgmtdDirectory");
        }
    }

    /** Prepares a metadata daemon. */
    @Command(name = "meta", mixinStandardHelpOptions = true, description = "Prepares a metadata daemon.")
    static final class Meta extends DaemonSetup {
        @Option(names = "-s", paramLabel = "ID", description = "Number of the server, 1 to 65535 (given by the management daemon).")
        private Optional<Integer> server = Optional.empty();

        Meta() {
            super("meta", "storeMetaDirectory");
        }

        @Override
        Map<String, String> wishes() throws SetupException {
            return number("nodeNumID", "-s", server, super.wishes());
        }
    }

    /** Prepares a storage daemon, or a further target of it. */
    @Command(name = "storage", mixinStandardHelpOptions = true, description = "Prepares a storage daemon with a target; a further call adds one more.")
    static final class Storage extends DaemonSetup {
        @Option(names = "-s", paramLabel = "ID", description = "Number of the server, 1 to 65535 (given by the management daemon).")
        private Optional<Integer> server = Optional.empty();

        @Option(names = "-i", paramLabel = "ID", description = "Number of the target, 1 to 65535 (likewise).")
        private Optional<Integer> target = Optional.empty();

        @Option(names = "-r", paramLabel = "POOL", description = "Number of the storage pool that it joins (1).")
        private Optional<Integer> pool = Optional.empty();

        Storage() {
            super("storage", "storeStorageDirectory");
        }

        @Override
        Map<String, String> wishes() throws SetupException {
            return number("storagePoolID", "-r", pool, number("targetNumID", "-i", target, number("nodeNumID", "-s", server, super.wishes())));
        }

        @Override
        boolean severalStores() {
            return true;
        }
    }

    /** Who the store is to be: content by name of the file. */
    Map<String, String> wishes() throws SetupException {
        Map<String, String> wishes = new LinkedHashMap<>();
        name.ifPresent(text -> wishes.put("nodeID", text));
        return wishes;
    }

    boolean severalStores() {
        return false;
    }

    private static Map<String, String> number(String file, String option, Optional<Integer> number, Map<String, String> wishes) throws SetupException {
        if (number.isPresent()) {
            if (number.get() < 1 || number.get() > 0xffff) {
                throw new SetupException(option + " must be 1 to 65535, not " + number.get());
            }
            wishes.put(file, Integer.toString(number.get()));
        }
        return wishes;
    }

    @Override
    public final Integer call() {
        return SetupCommand.run(spec, this::prepare);
    }

    private void prepare() throws SetupException, IOException {
        Path directory = Where.absolute(store, "-p");
        Path file = Where.absolute(config.orElse(Path.of("/etc/apiary/apiary-" + kind + ".conf")), "-c");
        Path fileHere = where.here(file);
        if (!Files.exists(fileHere)) {
            throw new SetupException(file + " doesn't exist; install the package apiary-" + kind + ", or name a configuration file by -c");
        }
        ConfigFile before = ConfigFile.parse(Files.readString(fileHere));
        ConfigFile after = before.with(storeKey, stores(before, directory, file));
        if (where.management().isPresent()) {
            after = after.with(MANAGEMENT, where.management().get());
        }
        if (where.secret().isPresent()) {
            after = after.with(SECRET, Where.absolute(where.secret().get(), "-a").toString());
        }
        Map<String, String> wishes = wishes();
        boolean old = NewStore.prepare(where.here(directory), wishes, present);
        ReplacedFile.write(fileHere, after.text());
        if (config.isEmpty()) {
            writeOrder(after.value(storeKey).orElseThrow());
        }
        tell(directory, file, after, old, wishes);
    }

    /** The value of the key for stores, with the new one. */
    private String stores(ConfigFile file, Path directory, Path path) throws SetupException {
        List<String> all = new ArrayList<>(file.value(storeKey).map(text -> List.of(text.split("\\s*,\\s*"))).orElse(List.of()));
        if (all.contains(directory.toString())) {
            if (!present) {
                throw new SetupException(path + " names " + directory + " already; nothing was changed");
            }
            return String.join(",", all);
        }
        if (!all.isEmpty() && !severalStores()) {
            throw new SetupException(path + " has another store, " + all.getFirst() + "; nothing was changed. For a second daemon on this computer use a"
                    + " configuration file of its own (-c)");
        }
        all.add(directory.toString());
        return String.join(",", all);
    }

    /** Has the service wait for the file systems of its stores: a daemon whose disk isn't mounted would begin anew on the wrong one. */
    private void writeOrder(String stores) throws IOException {
        ReplacedFile.write(where.here(Path.of("/etc/systemd/system/apiary-" + kind + ".service.d/stores.conf")),
                "[Unit]\nRequiresMountsFor=" + stores.replace(",", " ") + "\n");
    }

    private void tell(Path directory, Path file, ConfigFile now, boolean old, Map<String, String> wishes) {
        StringBuilder text = new StringBuilder((old ? "The store in " : "Store ") + directory + (old ? " is used." : " is prepared" + who(wishes) + ".") + "\n");
        text.append(file).append(": ").append(storeKey).append(" = ").append(now.value(storeKey).orElseThrow()).append('\n');
        if (!kind.equals("mgmtd") && now.value(MANAGEMENT).isEmpty()) {
            text.append("Not set yet: ").append(MANAGEMENT).append(", the host of the management daemon (-m HOST).\n");
        }
        if (now.value(SECRET).isEmpty() && !now.value(NO_SECRET).equals(Optional.of("true"))) {
            text.append("Not set yet: ").append(SECRET).append(", the shared secret of the cluster (-a FILE), or ").append(NO_SECRET)
                    .append(" = true, with which whoever reaches the ports has full access.\n");
        }
        text.append("To start it, now and at boot: systemctl enable --now apiary-").append(kind).append('\n');
        System.out.print(text);
    }

    private static String who(Map<String, String> wishes) {
        return wishes.isEmpty() ? "" : ": " + String.join(", ", wishes.entrySet().stream().map(wish -> wish.getKey() + " " + wish.getValue()).toList());
    }
}
