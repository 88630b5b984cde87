package org.apiaryfs.daemons.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes the directories and files that the programs of a plan need. Stateless. */
final class Layout {
    private static final String PRIVATE = "rw-------";
    private static final String PRIVATE_DIRECTORY = "rwx------";
    private static final String HOST = "127.0.0.1";
    /** Everything stays on this machine. */
    private static final String INTERFACE = "lo";
    private static final int SECRET_BYTES = 48;

    private Layout() {}

    /** Makes what is missing, and writes all configuration files anew. */
    static void write(ClusterFiles files, Plan plan) throws IOException {
        for (Path directory : new Path[] {files.config("x").getParent(), files.log("x").getParent(), files.data("x").getParent()}) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(files.secret())) {
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            writePrivate(files.secret(), Base64.getEncoder().encodeToString(random) + "\n");
        }
        for (Plan.Member member : plan.members()) {
            switch (member.kind()) {
                case MGMTD -> Files.createDirectories(files.data(member.name()));
                case META -> alias(files.data(member.name()), member.name());
                case STORAGE -> {
                    for (int i = 1; i <= plan.targets(); i++) {
                        alias(files.target(member.name(), i), member.name());
                    }
                }
            }
            Files.writeString(files.config(member.name()), text(settings(files, plan, member)));
        }
        Files.writeString(files.config(Processes.MOUNT), text(client(files, plan)));
    }

    /** The directory that holds the cluster, for its owner only since all files of all users are in it. */
    static void makeRoot(ClusterFiles files) throws IOException {
        if (!Files.isDirectory(files.root())) {
            Files.createDirectories(files.root());
            Files.setPosixFilePermissions(files.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path data = files.data("x").getParent();
        if (!Files.isDirectory(data)) {
            Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_DIRECTORY)));
        }
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** Several daemons of one host need string IDs of their own. */
    private static void alias(Path directory, String alias) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("nodeID");
        if (!Files.exists(file)) {
            Files.writeString(file, alias + "\n");
        }
    }

    private static Map<String, String> settings(ClusterFiles files, Plan plan, Plan.Member member) {
        Map<String, String> keys = new LinkedHashMap<>();
        String name = member.name();
        String port = plan.ports().get(name).toString();
        common(keys, files, plan);
        keys.put("connStatusPort", plan.statusPorts().get(name).toString());
        keys.put("logStdFile", files.log(name).toString());
        switch (member.kind()) {
            case MGMTD -> {
                keys.put("storeMgmtdDirectory", files.data(name).toString());
                if (plan.quotas()) {
                    keys.put("quotaEnableEnforcement", "true");
                    keys.put("quotaUpdateIntervalSecs", "10");
                }
                // The defaults are for servers' disks: a laptop's would be an emergency from the first file on.
                for (String kind : new String[] {"Meta", "Storage"}) {
                    keys.put("tune" + kind + "SpaceLowLimit", "256m");
                    keys.put("tune" + kind + "SpaceEmergencyLimit", "64m");
                    keys.put("tune" + kind + "InodesLowLimit", "20k");
                    keys.put("tune" + kind + "InodesEmergencyLimit", "5k");
                }
            }
            case META -> {
                keys.put("sysMgmtdHost", HOST);
                keys.put("connMetaPortTCP", port);
                keys.put("connMetaPortUDP", port);
                keys.put("storeMetaDirectory", files.data(name).toString());
                keys.put("storeClientXAttrs", "true");
            }
            case STORAGE -> {
                keys.put("sysMgmtdHost", HOST);
                keys.put("connStoragePortTCP", port);
                keys.put("connStoragePortUDP", port);
                keys.put("storeStorageDirectory", IntStream.rangeClosed(1, plan.targets())
                        .mapToObj(i -> files.target(name, i).toString()).collect(Collectors.joining(",")));
            }
        }
        return keys;
    }

    private static Map<String, String> client(ClusterFiles files, Plan plan) {
        Map<String, String> keys = new LinkedHashMap<>();
        common(keys, files, plan);
        keys.put("sysMgmtdHost", HOST);
        keys.put("sysXAttrsEnabled", "true");
        keys.put("quotaEnabled", Boolean.toString(plan.quotas()));
        keys.put("logStdFile", files.log(Processes.MOUNT).toString());
        return keys;
    }

    private static void common(Map<String, String> keys, ClusterFiles files, Plan plan) {
        String management = Integer.toString(plan.managementPort());
        keys.put("connMgmtdPortTCP", management);
        keys.put("connMgmtdPortUDP", management);
        keys.put("connAuthFile", files.secret().toString());
        keys.put("connInterfacesList", INTERFACE);
    }

    private static String text(Map<String, String> settings) {
        StringJoiner lines = new StringJoiner("\n", "# Written anew by every \"apiary up\".\n", "\n");
        settings.forEach((key, value) -> lines.add(key + " = " + value));
        return lines.toString();
    }
}
