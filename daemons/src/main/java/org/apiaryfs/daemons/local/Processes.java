package org.apiaryfs.daemons.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which processes of a local cluster were started, remembered in a file as soon as they are.
 * Thread-safe within the process; between processes the cluster's lock is held by who writes.
 */
final class Processes {
    /** Name of the mount process. */
    static final String MOUNT = "mount";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterFiles files;
    private final Map<String, ProcessRef> started;

    private Processes(ClusterFiles files, Map<String, ProcessRef> started) {
        this.files = files;
        this.started = started;
    }

    static Processes read(ClusterFiles files) throws IOException {
        Map<String, ProcessRef> started = new LinkedHashMap<>();
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(files.processes()));
            json.properties().forEach(field -> started.put(field.getKey(), new ProcessRef(field.getValue().path("pid").asLong(),
                    field.getValue().path("startTicks").asLong(), field.getValue().path("boot").asText())));
        } catch (NoSuchFileException e) {
            return new Processes(files, started);
        }
        return new Processes(files, started);
    }

    /** The process with this name, if it runs. */
    synchronized Optional<ProcessRef> running(String name) {
        return Optional.ofNullable(started.get(name)).filter(ProcessRef::alive);
    }

    synchronized boolean anyRunning() {
        return started.values().stream().anyMatch(ProcessRef::alive);
    }

    synchronized void add(String name, ProcessRef process) throws IOException {
        started.put(name, process);
        write();
    }

    synchronized void remove(String name) throws IOException {
        started.remove(name);
        write();
    }

    private void write() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        started.forEach((name, process) -> json.putObject(name).put("pid", process.pid())
                .put("startTicks", process.startTicks()).put("boot", process.boot()));
        Plan.replace(files.processes(), json);
    }
}
