package org.apiaryfs.fuse.vfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apiaryfs.fuse.Errno;
import org.apiaryfs.fuse.IoctlReply;
import org.apiaryfs.fuse.RequestContext;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * The ioctls by which BeeGFS's tools ask a mount what they need, as far as FUSE carries them (spec admin §4):
 * a command brings only the bytes that its number says, so those that hand over pointers, or an index by a
 * number that says "read", can't be served. Thread-safe; no method blocks.
 */
final class ControlOperations {
    private static final int GET_CONFIGURATION_FILE = 0x9004_6614;
    private static final int TEST_IS_BEEGFS = 0x8006_6616;
    private static final int GET_RUNTIME_CONFIGURATION_FILE = 0x9004_6617;
    private static final int GET_MOUNT_ID = 0x8100_6618;
    private static final int GET_STRIPE_INFO = 0x800c_6619;
    private static final int GET_ENTRY_INFO = 0x8044_661f;

    /** What the number has room for; the tools compare eight bytes. */
    private static final String MAGIC = "_FhGFS";
    private static final int ID_LENGTH = 27; // bytes of a character field, the NUL included
    private static final int NUMBERS_OFFSET = 60;

    private final Mounted mounted;
    private final Optional<Path> configuration;

    /** @param configuration a file with the settings of the mount, in the form of BeeGFS's client */
    ControlOperations(Mounted mounted, Optional<Path> configuration) {
        this.mounted = mounted;
        this.configuration = configuration;
    }

    void ioctl(RequestContext context, long id, int command, int outputSize, IoctlReply reply) {
        mounted.node(id, reply).ifPresent(node -> {
            switch (command) {
                case GET_CONFIGURATION_FILE, GET_RUNTIME_CONFIGURATION_FILE -> configuration.ifPresentOrElse(
                        file -> text(file.toString(), outputSize, reply), () -> reply.error(Errno.ENOTTY));
                case TEST_IS_BEEGFS -> reply.result(0, ByteBuffer.wrap(bytes(MAGIC)));
                case GET_MOUNT_ID -> text(mounted.client().membership().self().alias(), outputSize, reply);
                case GET_STRIPE_INFO -> Answers.whenStill(mounted.client().namespace()
                        .pattern(node.entry(), mounted.interrupts().caller(context, reply)), reply, pattern -> stripes(node, pattern, outputSize, reply));
                case GET_ENTRY_INFO -> entry(node.entry(), outputSize, reply);
                default -> reply.error(Errno.ENOTTY);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ByteBuffer structure(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    /** A field of characters at the beginning, ended by a NUL; what may follow stays the caller's. */
    private static void text(String text, int room, IoctlReply reply) {
        byte[] bytes = bytes(text);
        if (bytes.length >= room) {
            reply.error(Errno.ERANGE);
        } else {
            reply.result(0, structure(bytes.length + 1).put(bytes).rewind());
        }
    }

    private static void stripes(Node node, StripePattern pattern, int size, IoctlReply reply) {
        boolean directory = node.entry().type() == EntryType.DIRECTORY;
        int targets = directory ? pattern.defaultTargets() : pattern.targets().size();
        reply.result(0, structure(size).putInt(pattern.typeNumber()).putInt(pattern.chunkSize()).putShort((short) targets).rewind());
    }

    private static void entry(EntryInfo entry, int size, IoctlReply reply) {
        ByteBuffer out = structure(size).putInt(entry.owner());
        identifier(entry.parentId(), out);
        identifier(entry.entryId(), out);
        reply.result(0, out.position(NUMBERS_OFFSET).putInt(entry.typeNumber()).putInt(entry.flags()).rewind());
    }

    private static void identifier(String id, ByteBuffer out) {
        byte[] bytes = bytes(id);
        int end = out.position() + ID_LENGTH;
        out.put(bytes, 0, Math.min(bytes.length, ID_LENGTH - 1)).position(end);
    }
}
