package org.apiaryfs.ui.monitoring.statistics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.OperationCounts;
import org.apiaryfs.admin.Quotas;
import org.eclipse.osgi.util.NLS;

/** What users are called by this computer's name service, as far as it was asked; other hosts may have other names for them. Thread-safe; nothing blocks. */
public final class UserNames {
    private final Map<Integer, String> known = new ConcurrentHashMap<>();
    private final Set<Integer> askedFor = ConcurrentHashMap.newKeySet();

    /** A user by the ID that it is counted by: name and number, or the number alone. */
    public String of(int id) {
        if (id == OperationCounts.NO_USER) {
            return Messages.noUser;
        }
        String number = Integer.toUnsignedString(id);
        String name = known.get(id);
        return name == null ? number : NLS.bind(Messages.named, name, number);
    }

    /**
     * Asks for the names of users that were never asked for.
     *
     * @param learned is run when there are any, on a thread of its own
     */
    public void learn(Set<Integer> ids, Runnable learned) {
        Set<Integer> unknown = ids.stream().filter(id -> id != OperationCounts.NO_USER && askedFor.add(id)).collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            Thread.ofVirtual().name("user-names").start(() -> {
                known.putAll(HostNames.of(Quotas.Kind.USER, unknown));
                learned.run();
            });
        }
    }
}
