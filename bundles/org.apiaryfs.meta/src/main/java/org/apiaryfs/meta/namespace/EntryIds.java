package org.apiaryfs.meta.namespace;

import java.time.InstantSource;
import org.apiaryfs.meta.store.EntryKey;
import org.apiaryfs.meta.store.MetaStore;

/**
 * Makes entry IDs that this node never made before (spec meta §3.7): seconds of the last renewal
 * and a running number. A renewal is recorded before its first ID is given out, so a clock that was
 * set back doesn't repeat IDs. Thread-safe.
 */
public final class EntryIds {
    private static final int RENEW_SECONDS = 60;

    private final MetaStore store;
    private final InstantSource clock;
    private final int node;
    private long time;
    private long counter;

    /** @param node numeric ID of this node */
    public EntryIds(MetaStore store, InstantSource clock, int node) {
        this.store = store;
        this.clock = clock;
        this.node = node;
        renew(Math.max(now(), store.idTime() + 1));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private void renew(long seconds) {
        store.reserveIdTime(seconds);
        time = seconds;
        counter = 0;
    }

    /** A new ID. */
    public synchronized EntryKey next() {
        long now = now();
        if (now - time >= RENEW_SECONDS) {
            renew(now);
        } else if (counter > 0xffff_ffffL) {
            renew(time + 1);
        }
        return new EntryKey((int) time, (int) counter++, node);
    }
}
