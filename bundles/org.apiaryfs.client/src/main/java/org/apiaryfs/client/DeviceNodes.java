package org.apiaryfs.client;

import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StatData;

/**
 * Block and character devices. The protocol doesn't carry their numbers (spec meta §6.12), so these are
 * kept as the targets of symbolic links are: as the node's content, "major:minor" in decimal. Any server
 * stores that, and a client that doesn't know of it shows 0:0 as it always has.
 *
 * <p>Thread-safe; no method blocks.
 */
public final class DeviceNodes {
    private final Namespace namespace;
    private final StoredTexts texts;

    DeviceNodes(Namespace namespace, StoredTexts texts) {
        this.namespace = namespace;
        this.texts = texts;
    }

    /** Whether a mode is that of a device. */
    public static boolean isDevice(int mode) {
        EntryType type = EntryType.ofMode(mode);
        return type == EntryType.BLOCK_DEVICE || type == EntryType.CHAR_DEVICE;
    }

    /**
     * Makes a device node.
     *
     * @param parent attributes of the directory, for the new node's group
     * @param mode with type bits
     */
    public CompletableFuture<Inode> create(EntryInfo directory, StatData parent, String name, int mode, DeviceNumber number, Caller caller) {
        CompletableFuture<EntryInfo> made = namespace.makeNode(directory, parent, name, mode, caller).thenApply(Inode::entry);
        return texts.fill(made, directory, name, number.text(), caller);
    }

    /** The number of a device node, which never changes once its content has been written. */
    public CompletableFuture<DeviceNumber> read(Inode device, Caller caller) {
        return device.stat().size() == 0 ? CompletableFuture.completedFuture(DeviceNumber.NONE)
                : texts.read(device.entry(), DeviceNumber.TEXT_LIMIT, caller).thenApply(DeviceNumber::parse);
    }
}
