package org.apiaryfs.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A directory that a daemon keeps its data in, with the identity files that BeeGFS puts there (spec
 * mgmtd §12, §13). Open means locked: no second process, and no second object of this process, can
 * have it.
 *
 * <p>Files are replaced by writing a temporary one and renaming it, both synced, so that a crash
 * leaves the old or the new content. Thread-safe as far as different files are concerned.
 */
public final class StoreDirectory implements AutoCloseable {
    /** String ID that an administrator gave; else the host name counts. */
    public static final String NODE_ALIAS = "nodeID";
    /** String ID at the first start. */
    public static final String ORIGINAL_ALIAS = "originalNodeID";
    /** Numeric node ID, decimal. */
    public static final String NODE_ID = "nodeNumID";

    private static final String FORMAT = "format.conf";
    private static final String LOCK = "lock.pid";

    private final Path directory;
    private final FileChannel lockChannel;
    private final boolean fresh;

    private StoreDirectory(Path directory, FileChannel lockChannel, boolean fresh) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.fresh = fresh;
    }

    /**
     * Opens and locks a directory; initialises it if it is empty or missing.
     *
     * @param formatVersion written into a new directory; an existing one must have a version from
     *     {@code minVersion} to this
     * @param allowInit whether an empty directory may be initialised
     * @param configKey key that names the directory, for messages
     * @throws StartException if it is no usable store, or another process has it
     */
    public static StoreDirectory open(Path directory, int minVersion, int formatVersion, boolean allowInit, String configKey)
            throws StartException {
        if (!directory.isAbsolute()) {
            throw new StartException(configKey + " must be an absolute path, not '" + directory + "'");
        }
        FileChannel channel = null;
        try {
            boolean fresh = !isStore(directory);
            if (fresh) {
                checkInitialisable(directory, allowInit, configKey);
                Files.createDirectories(directory);
            }
            channel = lock(directory);
            StoreDirectory store = new StoreDirectory(directory, channel, fresh);
            if (fresh) {
                store.writeText(FORMAT, "# Format of this directory. Do not edit.\nversion=" + formatVersion + "\n");
            } else {
                store.checkVersion(minVersion, formatVersion);
            }
            return store;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StartException("store directory " + directory + " (" + configKey + ") is not usable: " + e);
        } catch (StartException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void checkInitialisable(Path directory, boolean allowInit, String configKey) throws IOException, StartException {
        if (!allowInit) {
            throw new StartException(directory + " (" + configKey + ") is not an initialised store and storeAllowFirstRunInit is false;"
                    + " check that the right disk is mounted there, or allow the initialisation");
        }
        Optional<String> other = stranger(directory);
        if (other.isPresent()) {
            throw new StartException(directory + " (" + configKey + ") is neither a store nor empty: it holds '" + other.get() + "'; give an empty directory");
        }
    }

    /** Whether a directory has been initialised, by this program or by BeeGFS. */
    public static boolean isStore(Path directory) {
        return Files.exists(directory.resolve(FORMAT));
    }

    /** A name in a directory that keeps it from becoming a store; empty if there is none, or no directory. */
    public static Optional<String> stranger(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).filter(name -> !isHarmless(name)).findFirst();
        }
    }

    /** Files that may be placed before the first start, or that a new file system has. */
    private static boolean isHarmless(String name) {
        return name.equals("lost+found") || name.equals(LOCK) || name.equals(NODE_ALIAS) || name.equals(NODE_ID)
                || name.equals("targetID") || name.equals("targetNumID") || name.equals("storagePoolID") || name.endsWith(".override");
    }

    private static FileChannel lock(Path directory) throws IOException, StartException {
        Path file = directory.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // this process has it already: same message
        }
        String owner = Files.readString(file, StandardCharsets.US_ASCII).trim();
        channel.close();
        throw new StartException(directory + " is in use by process " + owner + "; stop that first");
    }

    private void checkVersion(int min, int max) throws IOException, StartException {
        String text = properties(FORMAT).get("version");
        try {
            int version = Integer.parseInt(text == null ? "" : text);
            if (version >= min && version <= max) {
                return;
            }
        } catch (NumberFormatException e) {
            // same message
        }
        throw new StartException(directory.resolve(FORMAT) + " has version '" + text + "', this program reads " + min + " to " + max);
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // the start has failed already, with a better message
            }
        }
    }

    public Path path() {
        return directory;
    }

    /** True if this start initialised the directory. */
    public boolean fresh() {
        return fresh;
    }

    /** {@code key=value} lines of a file; empty if there is no such file. */
    public Map<String, String> properties(String file) throws IOException {
        Map<String, String> map = new LinkedHashMap<>();
        for (String line : lines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                map.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
            }
        }
        return map;
    }

    private List<String> lines(String file) throws IOException {
        try {
            return Files.readAllLines(directory.resolve(file), StandardCharsets.ISO_8859_1).stream()
                    .map(String::trim).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** First line that counts of a text file, if there is the file. */
    public Optional<String> firstLine(String file) throws IOException {
        return lines(file).stream().findFirst();
    }

    /**
     * A positive decimal number in a file of its own.
     *
     * @throws StartException if the file holds anything else
     */
    public OptionalInt number(String file) throws IOException, StartException {
        Optional<String> line = firstLine(file);
        if (line.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(line.get());
            if (number >= 0) {
                return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // same message
        }
        throw new StartException(directory.resolve(file) + " holds '" + line.get() + "' where a number is expected");
    }

    /**
     * Writes a number that is given once and for all.
     *
     * @throws StartException if the file holds another number already
     */
    public void fixNumber(String file, int number) throws IOException, StartException {
        OptionalInt present = number(file);
        if (present.isPresent() && present.getAsInt() != number) {
            throw new StartException(directory.resolve(file) + " says " + present.getAsInt() + " but the management server says " + number
                    + "; is this the right cluster?");
        }
        if (present.isEmpty()) {
            writeText(file, number + "\n");
        }
    }

    /** Replaces a text file. */
    public void writeText(String file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Replaces a file so that a crash leaves the old or the new content, durably. */
    public void write(String file, byte[] content) throws IOException {
        Path temporary = directory.resolve(file + ".tmp");
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(temporary, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel dir = FileChannel.open(directory, StandardOpenOption.READ)) {
            dir.force(true);
        }
    }

    /**
     * The node's string ID: what the administrator wrote, else the host name; must be the one of the
     * first start.
     *
     * @param hostName used if there is no file
     * @throws StartException if it is another than at the first start
     */
    public String alias(String hostName) throws IOException, StartException {
        String alias = firstLine(NODE_ALIAS).orElse(hostName);
        Optional<String> original = firstLine(ORIGINAL_ALIAS);
        if (original.isPresent() && !original.get().equals(alias)) {
            throw new StartException("this node's string ID is '" + alias + "' but " + directory + " belongs to '" + original.get()
                    + "'; put '" + original.get() + "' into " + directory.resolve(NODE_ALIAS) + " if the host was renamed");
        }
        if (original.isEmpty()) {
            writeText(ORIGINAL_ALIAS, alias + "\n");
        }
        return alias;
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}
