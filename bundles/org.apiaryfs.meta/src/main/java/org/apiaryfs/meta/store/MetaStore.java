package org.apiaryfs.meta.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteOptions;

/**
 * The metadata of one node on disk; the package describes the layout.
 *
 * <p>Reads see every committed update. Writing goes through {@link #update}. What is read and
 * written together must be guarded by the caller's locks; the store itself only makes each update
 * atomic. All methods may be called from any thread until {@link #close}; they block for memory or
 * disk, never for another request's locks. A disk error or damaged record is a
 * {@link StoreException}.
 */
public final class MetaStore implements AutoCloseable {
    /** Smallest position of a name; smaller ones are free for "." and "..". */
    public static final long FIRST_POSITION = 1L << DentryBucket.SLOT_BITS;
    /** Longest name, bytes. */
    public static final int MAX_NAME = 255;

    private static final int FORMAT_VERSION = 1;
    private static final byte[] FORMAT_KEY = "format".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STEP_KEY = "step".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID_TIME_KEY = "idTime".getBytes(StandardCharsets.US_ASCII);

    private final Database database;
    private final WriteOptions writeOptions = new WriteOptions();
    private final WriteOptions lazyOptions = new WriteOptions();
    private final Optional<WalSync> walSync;
    private final NameHash hash;
    private final boolean fresh;

    private MetaStore(Database database, StoreOptions options) {
        this.database = database;
        writeOptions.setSync(options.sync() == SyncMode.EVERY);
        Optional<byte[]> format = get(Family.FORMAT, FORMAT_KEY);
        fresh = format.isEmpty();
        hash = format.map(MetaStore::readFormat).orElseGet(this::writeFormat);
        walSync = options.sync() == SyncMode.INTERVAL ? Optional.of(new WalSync(database.db())) : Optional.empty();
    }

    /**
     * Opens the store in a directory, making it if there is none.
     *
     * @throws StoreException if it is open elsewhere, damaged, or of a newer release
     */
    public static MetaStore open(Path directory, StoreOptions options) {
        Database database = new Database(directory, options);
        try {
            return new MetaStore(database, options);
        } catch (StoreException e) {
            database.close();
            throw e;
        }
    }

    private static NameHash readFormat(byte[] record) {
        RecordReader in = new RecordReader(record, "format");
        in.version(FORMAT_VERSION);
        return new NameHash(in.i64(), in.i64());
    }

    private NameHash writeFormat() {
        SecureRandom random = new SecureRandom();
        long k0 = random.nextLong();
        long k1 = random.nextLong();
        byte[] record = new RecordWriter(17).u8(FORMAT_VERSION).i64(k0).i64(k1).bytes();
        try (Update update = update()) {
            update.put(Family.FORMAT, FORMAT_KEY, record);
            update.commit();
        }
        return new NameHash(k0, k1);
    }

    /** True if this {@link #open} made the store. */
    public boolean fresh() {
        return fresh;
    }

    /** Starts an atomic change; to be closed, committed or not. */
    public Update update() {
        return new Update(this, database);
    }

    /** Where a name is stored. */
    public NameKey name(EntryKey dir, String name) {
        return new NameKey(dir, hash.of(name), name);
    }

    /** What a name stands for. */
    public Optional<Dentry> dentry(NameKey name) {
        return bucket(name).find(name.name());
    }

    DentryBucket bucket(NameKey name) {
        return get(Family.DENTRIES, name.bytes()).map(DentryBucket::decode).orElse(DentryBucket.EMPTY);
    }

    /** A directory's inode as stored, without what counters and touches add. */
    public Optional<DirInode> dir(EntryKey key) {
        return get(Family.DIRS, key.bytes()).map(DirInode::decode);
    }

    /** Number of names in a directory. */
    public DirCounts counts(EntryKey dir) {
        return new DirCounts(get(Family.COUNTS, dir.bytes()).map(value -> Bytes.littleEndian(value, 0)).orElse(0L));
    }

    /** Second in which a name was last added or removed since the directory's times were set; 0 = not since. */
    public long touched(EntryKey dir) {
        return get(Family.TOUCHED, dir.bytes()).map(value -> Bytes.getLong(value, 0)).orElse(0L);
    }

    public Optional<FileInode> file(EntryKey key) {
        return get(Family.INODES, key.bytes()).map(FileInode::decode);
    }

    public Optional<byte[]> xattr(EntryKey key, String name) {
        return get(Family.XATTRS, Update.xattrKey(key, name));
    }

    /** Names of all extended attributes of an entry, in byte order. */
    public List<String> xattrNames(EntryKey key) {
        List<String> names = new ArrayList<>();
        scan(Family.XATTRS, key.bytes(), after(key), (k, v) -> {
            names.add(new String(k, EntryKey.SIZE, k.length - EntryKey.SIZE, StandardCharsets.ISO_8859_1));
            return true;
        });
        return names;
    }

    /**
     * Names of a directory behind a position, in the order of their positions.
     *
     * @param after a position returned before, or anything below {@link #FIRST_POSITION} for the start
     * @param max most names to return, ≥ 0
     */
    public List<Listed> list(EntryKey dir, long after, int max) {
        List<Listed> names = new ArrayList<>(Math.min(max, 256));
        if (max > 0) {
            scan(Family.DENTRIES, NameKey.bytes(dir, after >>> DentryBucket.SLOT_BITS), after(dir), (key, value) -> {
                long base = Bytes.getLong(key, EntryKey.SIZE) << DentryBucket.SLOT_BITS;
                for (DentryBucket.Slot slot : DentryBucket.decode(value).slots()) {
                    if (base + slot.number() > after && names.size() < max) {
                        names.add(new Listed(base + slot.number(), slot.name(), slot.dentry()));
                    }
                }
                return names.size() < max;
            });
        }
        return names;
    }

    /** The names that a directory has now, to be looked at later. */
    public NameSnapshot names(EntryKey dir) {
        return new NameSnapshot(database, NameKey.bytes(dir, 0), after(dir));
    }

    /** All open files on record. */
    public List<SessionFile> sessions() {
        List<SessionFile> files = new ArrayList<>();
        scan(Family.SESSIONS, new byte[0], new byte[0], (key, value) -> files.add(SessionFile.decode(key, value)));
        return files;
    }

    /** Everything that was begun with other nodes, by step. */
    public Map<Long, Intent> intents() {
        Map<Long, Intent> intents = new TreeMap<>();
        scan(Family.INTENTS, new byte[0], new byte[0], (key, value) -> {
            intents.put(Bytes.getLong(key, 0), Intent.decode(value));
            return true;
        });
        return intents;
    }

    /** True if a step that another node asked for is on record as done. */
    public boolean stepDone(long step) {
        return get(Family.STEPS, Bytes.ofLong(step)).isPresent();
    }

    /** No step of this node has this number or a higher one. */
    public long stepLimit() {
        return get(Family.FORMAT, STEP_KEY).map(value -> Bytes.getLong(value, 0)).orElse(0L);
    }

    /** Raises {@link #stepLimit} before steps below it are given out. */
    public void reserveSteps(long limit) {
        try (Update update = update()) {
            update.put(Family.FORMAT, STEP_KEY, Bytes.ofLong(limit));
            update.commit();
        }
    }

    /** Highest time part of entry IDs that may have been given out; 0 = none. */
    public long idTime() {
        return get(Family.FORMAT, ID_TIME_KEY).map(value -> Bytes.getLong(value, 0)).orElse(0L);
    }

    /** Remembers a time part before an entry ID with it is given out. */
    public void reserveIdTime(long seconds) {
        try (Update update = update()) {
            update.put(Family.FORMAT, ID_TIME_KEY, Bytes.ofLong(seconds));
            update.commit();
        }
    }

    /** Gets everything written so far onto the disk. */
    public void sync() {
        try {
            database.db().flushWal(true);
        } catch (RocksDBException e) {
            throw new StoreException("can't sync the metadata store: " + e.getMessage(), e);
        }
    }

    /** Receives records; returns false to stop. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(byte[] key, byte[] value);
    }

    /**
     * Visits the records from one key up to, not including, another.
     *
     * @param until empty = to the end
     */
    void scan(Family family, byte[] from, byte[] until, Visitor visitor) {
        try (Slice end = new Slice(until);
                ReadOptions options = new ReadOptions();
                RocksIterator at = iterator(family, until.length == 0 ? options.setTotalOrderSeek(true)
                        : options.setIterateUpperBound(end).setAutoPrefixMode(true))) {
            for (at.seek(from); at.isValid(); at.next()) {
                if (!visitor.visit(at.key(), at.value())) {
                    return;
                }
            }
            at.status();
        } catch (RocksDBException e) {
            throw new StoreException("can't read the metadata store: " + e.getMessage(), e);
        }
    }

    private RocksIterator iterator(Family family, ReadOptions options) {
        return database.db().newIterator(database.family(family), options);
    }

    private Optional<byte[]> get(Family family, byte[] key) {
        try {
            return Optional.ofNullable(database.db().get(database.family(family), key));
        } catch (RocksDBException e) {
            throw new StoreException("can't read the metadata store: " + e.getMessage(), e);
        }
    }

    /** The first key behind all that begin with an entry's. */
    private static byte[] after(EntryKey key) {
        byte[] next = key.bytes();
        for (int i = next.length - 1; i >= 0 && ++next[i] == 0; i--) {
            continue;
        }
        return next;
    }

    WriteOptions writeOptions(boolean lazy) {
        return lazy ? lazyOptions : writeOptions;
    }

    /** Ends the use. Committed updates are safe without it. */
    @Override
    public void close() {
        walSync.ifPresent(WalSync::close);
        writeOptions.close();
        lazyOptions.close();
        database.close();
    }

    @Override
    public String toString() {
        return "MetaStore" + Arrays.asList(database.db().getName());
    }
}
