package org.apiaryfs.meta.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TablePropertiesCollectorFactory;

/**
 * The open RocksDB database with its families and settings, and the native objects that live as
 * long. Thread-safe; {@link #close} must come after the last use.
 */
final class Database implements AutoCloseable {
    private static final long MIB = 1024 * 1024;
    private static final int BLOCK_BYTES = 8 * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;
    /** Log files of the database's own chatter. */
    private static final int KEPT_LOGS = 2;
    private static final int MAX_OPEN_FILES = 500;

    private final List<AbstractImmutableNativeReference> owned = new ArrayList<>();
    private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
    private final RocksDB db;

    /** @throws StoreException if another process has it open, or it can't be read */
    Database(Path directory, StoreOptions options) {
        RocksDB.loadLibrary();
        Cache cache = own(new LRUCache(options.cacheBytes()));
        DBOptions dbOptions = own(new DBOptions())
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setDbWriteBufferSize(options.memtableBytes())
                // One family that is seldom written must not keep old log files alive.
                .setMaxTotalWalSize(4 * options.memtableBytes())
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(MAX_OPEN_FILES)
                // Spreads the writing of sorted files, so that one fsync at the end isn't a stall.
                .setBytesPerSync(MIB)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(KEPT_LOGS)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Family family : Family.values()) {
            descriptors.add(new ColumnFamilyDescriptor(
                    family.familyName().getBytes(StandardCharsets.US_ASCII), settings(family, cache, options)));
        }
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            db = RocksDB.open(dbOptions, directory.toString(), descriptors, opened);
        } catch (RocksDBException e) {
            closeOwned();
            throw refused(directory, e);
        } catch (IOException e) {
            closeOwned();
            throw new StoreException("can't create the metadata store " + directory + ": " + e.getMessage(), e);
        }
        for (Family family : Family.values()) {
            handles.put(family, opened.get(family.ordinal()));
        }
    }

    private static StoreException refused(Path directory, RocksDBException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("lock hold") || text.contains("While lock file")) {
            return new StoreException("the metadata store " + directory
                    + " is in use by another process: stop that one first, or set another storeMetaDirectory", e);
        }
        if (text.contains("Column families not opened")) {
            return new StoreException("the metadata store " + directory + " was written by a newer release: " + text, e);
        }
        return new StoreException("can't open the metadata store " + directory + ": " + text, e);
    }

    private ColumnFamilyOptions settings(Family family, Cache cache, StoreOptions options) {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                // In pieces: those of a big file as a whole don't fit into a part of the cache, and would be read for each look.
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                .setMetadataBlockSize(BLOCK_BYTES)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)));
        ColumnFamilyOptions settings = base(family)
                .setTableFormatConfig(table)
                .setWriteBufferSize(options.memtableBytes() / 2)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true);
        switch (family) {
            case DENTRIES, XATTRS -> settings.useFixedLengthPrefixExtractor(EntryKey.SIZE);
            case COUNTS -> settings.setMergeOperatorName("uint64add");
            case TOUCHED -> settings.setMergeOperatorName("max");
            case SESSIONS, FORMAT, DIRS, INODES -> { }
        }
        return settings;
    }

    /**
     * Emptying a big directory leaves a run of deleted keys that listing has to walk over; files
     * with many of them are compacted early. RocksDB's Java side knows this setting only in its
     * combined options.
     */
    private ColumnFamilyOptions base(Family family) {
        if (family != Family.DENTRIES) {
            return own(new ColumnFamilyOptions());
        }
        try (Options combined = new Options()) {
            combined.setTablePropertiesCollectorFactory(List.of(own(
                    TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(10_000, 5_000, 0.5))));
            return own(new ColumnFamilyOptions(combined));
        }
    }

    private <T extends AbstractImmutableNativeReference> T own(T nativeObject) {
        owned.add(nativeObject);
        return nativeObject;
    }

    RocksDB db() {
        return db;
    }

    ColumnFamilyHandle family(Family family) {
        return handles.get(family);
    }

    @Override
    public void close() {
        handles.values().forEach(ColumnFamilyHandle::close);
        db.close();
        closeOwned();
    }

    private void closeOwned() {
        owned.reversed().forEach(AbstractImmutableNativeReference::close);
    }
}
