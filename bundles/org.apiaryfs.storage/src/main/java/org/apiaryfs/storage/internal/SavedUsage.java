package org.apiaryfs.storage.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.storage.chunk.TargetUsage;
import org.apiaryfs.storage.chunk.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps a target's usage by owner over restarts. It is certain only if a clean stop
 * wrote it and nobody ran on the directory since: it names the file of saved sessions that the same
 * stop wrote, by its time. Else it is a guess until all chunks have been counted. Thread-safe;
 * after the final figures no guess is written any more.
 */
final class SavedUsage {
    static final String FILE = "ownerUsage";
    private static final Logger LOG = LoggerFactory.getLogger(SavedUsage.class);
    private static final String UNCERTAIN = "uncertain";
    private static final String ABOUT = "# Usage by owner: kind, ID, bytes, inodes. To have it counted anew, stop the server and remove this file.\n";

    private final StoreDirectory store;
    private final Path sessions;
    private boolean last;

    /** @param sessions the file that a clean stop writes as well */
    SavedUsage(StoreDirectory store, Path sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /** What the last run left behind; empty if that is nothing. Before the sessions are taken back. */
    Optional<TargetUsage> load() throws IOException {
        String text;
        try {
            text = Files.readString(store.path().resolve(FILE), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("saved usage is damaged, all chunks are counted anew: file={} error=\"{}\"", store.path().resolve(FILE), e.getMessage());
            return Optional.empty();
        }
    }

    private TargetUsage parse(String text) {
        SortedMap<Integer, Usage> users = new TreeMap<>(Integer::compareUnsigned);
        SortedMap<Integer, Usage> groups = new TreeMap<>(Integer::compareUnsigned);
        Optional<String> mark = Optional.empty();
        boolean complete = false;
        for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "state" -> mark = Optional.of(words[1]);
                case "user" -> users.put(Integer.parseUnsignedInt(words[1]), new Usage(Long.parseLong(words[2]), Long.parseLong(words[3])));
                case "group" -> groups.put(Integer.parseUnsignedInt(words[1]), new Usage(Long.parseLong(words[2]), Long.parseLong(words[3])));
                case "end" -> complete = true;
                default -> throw new IllegalArgumentException("line '" + line + "'");
            }
        }
        if (!complete) {
            throw new IllegalArgumentException("no end");
        }
        return new TargetUsage(users, groups, mark.isPresent() && mark.equals(stamp()));
    }

    /** A clean stop's mark; empty if there is no file of sessions, so that nothing is certain. */
    private Optional<String> stamp() {
        try {
            return Optional.of("sessions-" + Files.getLastModifiedTime(sessions).to(TimeUnit.NANOSECONDS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes what a clean stop leaves behind. After the sessions. */
    synchronized void saveFinal(TargetUsage usage) throws IOException {
        last = true;
        save(usage, stamp().filter(s -> usage.exact()).orElse(UNCERTAIN));
    }

    /** Writes a guess, for the case of an unclean end. */
    synchronized void saveGuess(TargetUsage usage) throws IOException {
        if (!last) {
            save(usage, UNCERTAIN);
        }
    }

    private void save(TargetUsage usage, String mark) throws IOException {
        StringBuilder text = new StringBuilder(ABOUT).append("state ").append(mark).append('\n');
        usage.users().forEach((id, u) -> line(text, "user", id, u));
        usage.groups().forEach((id, u) -> line(text, "group", id, u));
        store.writeText(FILE, text.append("end\n").toString());
    }

    private static void line(StringBuilder text, String kind, int id, Usage usage) {
        text.append(kind).append(' ').append(Integer.toUnsignedString(id)).append(' ').append(usage.bytes()).append(' ').append(usage.inodes()).append('\n');
    }
}
