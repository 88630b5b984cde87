package org.apiaryfs.mgmt.internal.quota;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiaryfs.cluster.IdMap;
import org.apiaryfs.mgmt.internal.state.Limits;
import org.apiaryfs.node.StoreDirectory;
import org.apiaryfs.protocol.model.QuotaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last usage of all targets in a text file, so that limits hold from the moment of a restart. For one thread at a time. */
final class SavedUsage {
    private static final Logger LOG = LoggerFactory.getLogger(SavedUsage.class);
    private static final String FILE = "ownerUsage";
    private static final String ABOUT = "# Last known usage: target, user or group, ID, bytes, inodes. Made anew in each quota round.\n";

    private final StoreDirectory store;

    SavedUsage(StoreDirectory store) {
        this.store = store;
    }

    /** What was saved last; nothing if that can't be read, which the next round makes up for. */
    IdMap<TargetUsage> load() {
        Map<Integer, List<QuotaData>> byTarget = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(store.path().resolve(FILE), StandardCharsets.US_ASCII)) {
                if (!line.startsWith("#")) {
                    String[] words = line.split(" ");
                    byTarget.computeIfAbsent(Integer.parseInt(words[0]), t -> new ArrayList<>()).add(new QuotaData(
                            Long.parseUnsignedLong(words[3]), Long.parseUnsignedLong(words[4]), Integer.parseUnsignedInt(words[2]),
                            words[1].equals("user") ? Limits.USER : Limits.GROUP, true));
                }
            }
        } catch (NoSuchFileException e) {
            return IdMap.empty();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("last usage can't be read, limits hold from the next quota round on: file={} error=\"{}\"", store.path().resolve(FILE), e.toString());
            return IdMap.empty();
        }
        return IdMap.<TargetUsage>empty().with(byTarget.keySet(), t -> TargetUsage.of(byTarget.get(t)));
    }

    void save(IdMap<TargetUsage> usage) {
        StringBuilder text = new StringBuilder(ABOUT);
        usage.asMap().forEach((target, of) -> of.all().forEach(d -> text.append(target).append(d.quotaType() == Limits.USER ? " user " : " group ")
                .append(Integer.toUnsignedString(d.id())).append(' ').append(Long.toUnsignedString(d.size())).append(' ')
                .append(Long.toUnsignedString(d.inodes())).append('\n')));
        try {
            store.writeText(FILE, text.toString());
        } catch (IOException e) {
            LOG.warn("usage not saved: file={} error=\"{}\"", store.path().resolve(FILE), e.toString());
        }
    }
}
