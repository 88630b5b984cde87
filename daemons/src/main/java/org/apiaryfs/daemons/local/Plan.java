package org.apiaryfs.daemons.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a local cluster consists of, remembered from run to run. Immutable.
 *
 * @param metas number of metadata daemons, ≥ 1
 * @param storages number of storage daemons, ≥ 1
 * @param targets targets of each storage daemon, ≥ 1
 * @param quotas whether limits of users and groups are kept and enforced
 * @param mount where it is mounted, absolute
 * @param ports TCP and UDP port by name of daemon; empty until chosen
 * @param statusPorts port of the status pages by name of daemon; likewise
 */
public record Plan(int metas, int storages, int targets, boolean quotas, Path mount, Map<String, Integer> ports, Map<String, Integer> statusPorts) {
    /** Name of the management daemon. */
    public static final String MGMTD = "mgmtd";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Plan {
        ports = Map.copyOf(ports);
        statusPorts = Map.copyOf(statusPorts);
    }

    /** Kinds of daemons. */
    enum Kind { MGMTD, META, STORAGE }

    /** A daemon of the cluster. */
    record Member(Kind kind, String name) {}

    /** All daemons, in the order in which they become useful. */
    List<Member> members() {
        List<Member> members = new ArrayList<>(List.of(new Member(Kind.MGMTD, MGMTD)));
        for (int i = 1; i <= metas; i++) {
            members.add(new Member(Kind.META, "meta" + i));
        }
        for (int i = 1; i <= storages; i++) {
            members.add(new Member(Kind.STORAGE, "storage" + i));
        }
        return members;
    }

    /** Port of the management daemon. */
    public int managementPort() {
        return ports.get(MGMTD);
    }

    Plan withPorts(Map<String, Integer> newPorts, Map<String, Integer> newStatusPorts) {
        return new Plan(metas, storages, targets, quotas, mount, newPorts, newStatusPorts);
    }

    /** The plan of a cluster, empty if there is none yet. */
    public static Optional<Plan> read(ClusterFiles files) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(Files.readAllBytes(files.plan()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (json.path("format").asInt() != FORMAT) {
            throw new IOException(files.plan() + " has format " + json.path("format") + ", this program knows " + FORMAT);
        }
        return Optional.of(new Plan(json.path("metas").asInt(), json.path("storages").asInt(), json.path("targets").asInt(), json.path("quotas").asBoolean(),
                Path.of(json.path("mount").asText()), numbers(json.path("ports")), numbers(json.path("statusPorts"))));
    }

    private static Map<String, Integer> numbers(JsonNode object) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        object.properties().forEach(field -> numbers.put(field.getKey(), field.getValue().asInt()));
        return numbers;
    }

    void write(ClusterFiles files) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT).put("metas", metas).put("storages", storages).put("targets", targets).put("quotas", quotas).put("mount", mount.toString());
        ObjectNode portsJson = json.putObject("ports");
        ObjectNode statusJson = json.putObject("statusPorts");
        for (Member member : members()) {
            Optional.ofNullable(ports.get(member.name)).ifPresent(p -> portsJson.put(member.name, p));
            Optional.ofNullable(statusPorts.get(member.name)).ifPresent(p -> statusJson.put(member.name, p));
        }
        replace(files.plan(), json);
    }

    /** Replaces a file so that a crash leaves the old or the new content. */
    static void replace(Path file, JsonNode json) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        Files.move(temporary, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
