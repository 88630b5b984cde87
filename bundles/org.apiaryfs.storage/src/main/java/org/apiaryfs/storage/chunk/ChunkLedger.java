package org.apiaryfs.storage.chunk;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apiaryfs.protocol.FsException;

/**
 * The books of a target: how much each user and group has (spec storage §8.1). Writing only marks a
 * chunk as changed; its size is looked up when its last writer closes it, or somebody asks for the
 * sums. What the books say of a chunk that nobody has open for writing is what stat(2) says of it, so
 * nothing is kept for those.
 *
 * <p>Thread-safe. A chunk is opened for writing, given away and removed under the {@linkplain #lock
 * lock of its key}; the sums have a lock of their own, which is taken last.
 */
final class ChunkLedger {
    private static final int STRIPES = 256;
    private static final int KEEP = -1; // an owner that stays, as for chown(2)

    private final Object[] locks = new Object[STRIPES];
    private final Map<String, Account> open = new ConcurrentHashMap<>();
    private final Object sums = new Object();
    private UsageTable books = new UsageTable();
    private Optional<Recount> recount = Optional.empty();
    private boolean guessed;

    /** Of a target without chunks. */
    ChunkLedger() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    /** Looks a chunk up on the disk; empty if it isn't there. */
    @FunctionalInterface
    interface Look {
        Optional<ChunkStat> stat() throws FsException;
    }

    static String key(ChunkArea area, String path) {
        return area.directory() + '/' + path;
    }

    /** The lock to be synchronised on. */
    Object lock(String key) {
        return locks[Math.floorMod(key.hashCode(), STRIPES)];
    }

    /** A chunk is being opened for writing: its account if somebody has it open already. Under its lock. */
    Optional<Account> joined(String key) {
        Optional<Account> account = Optional.ofNullable(open.get(key));
        account.ifPresent(a -> a.users++);
        return account;
    }

    /** A chunk was opened for writing that nobody had open. Under its lock. @param created it was made just now */
    Account opened(String key, ChunkStat stat, boolean created) {
        Account account = new Account(this, key, stat);
        account.users = 1;
        open.put(key, account);
        if (created) {
            synchronized (sums) {
                recount.ifPresent(r -> r.created(key));
                post(key, account.uid, account.gid, new Usage(account.bytes, 1));
            }
        }
        return account;
    }

    /** A writer has done with a chunk; its descriptor is still open. */
    void closed(Account account, int fd) {
        synchronized (lock(account.key)) {
            settle(account, fd);
            if (--account.users == 0 && !account.gone) {
                open.remove(account.key);
            }
        }
    }

    private void settle(Account account, int fd) {
        if (account.takeChanged() && !account.gone) {
            int[] error = new int[1];
            ChunkStat stat = Posix.statx(fd, "", error);
            if (error[0] == 0) {
                settle(account, stat);
            }
        }
    }

    private void settle(Account account, ChunkStat stat) {
        long now = Account.charged(stat);
        if (now != account.bytes) {
            synchronized (sums) {
                post(account.key, account.uid, account.gid, new Usage(now - account.bytes, 0));
            }
            account.bytes = now;
        }
    }

    /** Whether a chunk that is open for writing is an owner's already. Under its lock. */
    boolean belongsTo(String key, int uid, int gid) {
        Account account = open.get(key);
        return account != null && account.uid == uid && account.gid == gid;
    }

    /**
     * A chunk has got another owner. Under its lock.
     *
     * @param before as it was; counts if nobody has it open
     * @param uid new owner, or −1 if that is still the old one; {@code gid} likewise
     */
    void moved(String key, ChunkStat before, int uid, int gid) {
        Account account = Optional.ofNullable(open.get(key)).orElseGet(() -> new Account(this, key, before));
        Usage usage = new Usage(account.bytes, 1);
        synchronized (sums) {
            post(key, account.uid, account.gid, usage.negated());
            account.uid = uid == KEEP ? account.uid : uid;
            account.gid = gid == KEEP ? account.gid : gid;
            post(key, account.uid, account.gid, usage);
        }
    }

    /**
     * Which sums contain a chunk.
     *
     * @param recount the count that was going on
     * @param counted whether that had come upon the chunk
     */
    record Standing(Optional<Recount> recount, boolean counted) {}

    /** To be asked before a chunk is removed: afterwards the recount may have passed by without seeing it. Under its lock. */
    Standing standing(String key) {
        synchronized (sums) {
            return new Standing(recount, recount.filter(r -> r.has(key)).isPresent());
        }
    }

    /**
     * A chunk is gone. Under its lock.
     *
     * @param last as it was; counts if nobody has it open
     * @param before its standing then
     */
    void removed(String key, ChunkStat last, Standing before) {
        Account account = Optional.ofNullable(open.remove(key)).orElseGet(() -> new Account(this, key, last));
        account.gone = true;
        Usage change = new Usage(account.bytes, 1).negated();
        synchronized (sums) {
            boolean going = recount.isPresent() && recount.equals(before.recount);
            if (going || before.recount.isEmpty()) {
                books.add(account.uid, account.gid, change);
            }
            if (before.counted) {
                before.recount.orElseThrow().sums().add(account.uid, account.gid, change);
            }
        }
    }

    private void post(String key, int uid, int gid, Usage change) {
        books.add(uid, gid, change);
        recount.filter(r -> r.has(key)).ifPresent(r -> r.sums().add(uid, gid, change));
    }

    /**
     * Makes a directory. While chunks are being counted nobody may see it before it is known to be new:
     * neither the walk, nor who makes a chunk in it.
     *
     * @param key as of a chunk
     * @param make mkdir(2)
     * @return what that returned
     */
    int makeDirectory(String key, IntSupplier make) {
        synchronized (sums) {
            if (recount.isPresent()) {
                int result = make.getAsInt();
                if (result == 0) {
                    recount.get().directoryMade(key);
                }
                return result;
            }
        }
        return make.getAsInt();
    }

    /** Brings the chunk's account up to date, if it is open for writing. @param look must find what the key means */
    void settle(String key, Look look) throws FsException {
        synchronized (lock(key)) {
            Account account = open.get(key);
            if (account != null && account.takeChanged()) {
                look.stat().ifPresent(stat -> settle(account, stat));
            }
        }
    }

    /** Keys of the chunks that are open for writing. */
    Iterable<String> openKeys() {
        return open.keySet();
    }

    /** The sums as of the last settlement of each chunk. */
    TargetUsage snapshot() {
        synchronized (sums) {
            return recount.isPresent() && !guessed ? recount.get().sums().snapshot(false) : books.snapshot(recount.isEmpty());
        }
    }

    /** Sets the sums, before anything is opened. */
    void restore(TargetUsage usage) {
        synchronized (sums) {
            books = new UsageTable(usage);
        }
    }

    /** All chunks are going to be counted. @param guess whether the sums so far are worth being shown meanwhile */
    void beginRecount(boolean guess) {
        synchronized (sums) {
            recount = Optional.of(new Recount());
            guessed = guess;
        }
    }

    /** The recount goes on with a directory. False if it needn't be read. */
    boolean enter(String directory) {
        synchronized (sums) {
            return recount.orElseThrow().enter(directory);
        }
    }

    /** Counts what the recount has come upon, if it is a chunk that hasn't been counted. @return what is there */
    Optional<ChunkStat> count(String key, Look look) throws FsException {
        synchronized (lock(key)) {
            Optional<ChunkStat> there = look.stat();
            if (there.filter(ChunkStat::regularFile).isPresent()) {
                Account account = Optional.ofNullable(open.get(key)).orElseGet(() -> new Account(this, key, there.get()));
                synchronized (sums) {
                    Recount running = recount.orElseThrow();
                    if (!running.has(key)) {
                        running.created(key);
                        running.sums().add(account.uid, account.gid, new Usage(account.bytes, 1));
                    }
                }
            }
            return there;
        }
    }

    /** All chunks have been counted. */
    void endRecount() {
        synchronized (sums) {
            books = recount.orElseThrow().sums();
            recount = Optional.empty();
        }
    }
}
