package org.apiaryfs.client;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apiaryfs.protocol.meta.SetAttr;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;

/**
 * Attributes to change; what is empty stays. Immutable.
 *
 * @param mode full mode with type bits
 * @param uid new owner
 * @param gid new group
 * @param mtime seconds since 1970
 * @param atime seconds since 1970
 */
public record AttributeUpdate(OptionalInt mode, OptionalInt uid, OptionalInt gid, OptionalLong mtime, OptionalLong atime) {
    /** Changes nothing, which still sets the change time. */
    public static final AttributeUpdate NONE = new AttributeUpdate(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());

    public AttributeUpdate withMode(int newMode) {
        return new AttributeUpdate(OptionalInt.of(newMode), uid, gid, mtime, atime);
    }

    public AttributeUpdate withOwner(OptionalInt newUid, OptionalInt newGid) {
        return new AttributeUpdate(mode, newUid, newGid, mtime, atime);
    }

    public AttributeUpdate withTimes(OptionalLong newMtime, OptionalLong newAtime) {
        return new AttributeUpdate(mode, uid, gid, newMtime, newAtime);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Whether a time is set explicitly, so that what is still buffered must be written before. */
    public boolean setsTimes() {
        return mtime.isPresent() || atime.isPresent();
    }

    /** Whether one time is set and the other is not. */
    public boolean setsOneTime() {
        return mtime.isPresent() != atime.isPresent();
    }

    /**
     * The same with both times, if one is set: metadata servers of BeeGFS 7.4 take both from a request that says it has
     * one, and the other would become 1970.
     */
    public AttributeUpdate withBothTimes(StatData before) {
        return setsOneTime() ? withTimes(OptionalLong.of(mtime.orElse(before.mtime())), OptionalLong.of(atime.orElse(before.atime()))) : this;
    }

    SetAttr request(EntryInfo entry) {
        int valid = (mode.isPresent() ? SetAttr.MODE : 0) | (uid.isPresent() ? SetAttr.UID : 0) | (gid.isPresent() ? SetAttr.GID : 0)
                | (mtime.isPresent() ? SetAttr.MTIME : 0) | (atime.isPresent() ? SetAttr.ATIME : 0);
        return new SetAttr(valid, mode.orElse(0), mtime.orElse(0), atime.orElse(0), uid.orElse(0), gid.orElse(0), entry);
    }

    /** The attributes as they are after this change at a time in seconds. */
    public StatData applied(StatData before, long now) {
        return new StatData(before.flags(), mode.orElse(before.mode()), before.blocks(), before.creationTime(),
                atime.orElse(before.atime()), mtime.orElse(before.mtime()), now, before.size(), before.nlink(),
                before.contentsVersion(), uid.orElse(before.uid()), gid.orElse(before.gid()));
    }
}
