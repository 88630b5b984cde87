package org.apiaryfs.daemons.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.node.StoreDirectory;

/** The directory of a store before its daemon starts for the first time: it holds nothing but who it is to be. Stateless. */
final class NewStore {
    private NewStore() { }

    /**
     * Makes the directory unless it is there, and writes who it is to be.
     *
     * @param wishes content by name of the file
     * @param present whether it may be a store already, which is left as it is then
     * @return whether it is one
     * @throws SetupException if it holds something else, or a store that isn't wanted
     */
    static boolean prepare(Path directory, Map<String, String> wishes, boolean present) throws IOException, SetupException {
        if (StoreDirectory.isStore(directory)) {
            if (!present) {
                throw new SetupException(directory + " holds a store already; nothing was changed. To use what is there, give -f as well;"
                        + " for a new store, give an empty directory");
            }
            Optional<String> other = firstOther(directory, wishes);
            if (other.isPresent()) {
                throw new SetupException(directory + " holds a store whose " + other.get() + " is '" + Files.readString(directory.resolve(other.get())).strip()
                        + "', not '" + wishes.get(other.get()) + "'; who a store is can't be changed");
            }
            return true;
        }
        Optional<String> stranger = StoreDirectory.stranger(directory);
        if (stranger.isPresent()) {
            throw new SetupException(directory + " is neither a store nor empty: it holds '" + stranger.get() + "'; nothing was changed. Give an empty directory");
        }
        Files.createDirectories(directory);
        for (Map.Entry<String, String> wish : wishes.entrySet()) {
            Files.writeString(directory.resolve(wish.getKey()), wish.getValue() + "\n");
        }
        return false;
    }

    private static Optional<String> firstOther(Path directory, Map<String, String> wishes) throws IOException {
        for (Map.Entry<String, String> wish : wishes.entrySet()) {
            Path file = directory.resolve(wish.getKey());
            if (Files.exists(file) && !Files.readString(file).strip().equals(wish.getValue())) {
                return Optional.of(wish.getKey());
            }
        }
        return Optional.empty();
    }
}
