package org.apiaryfs.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.meta.FindOwner;
import org.apiaryfs.protocol.meta.FindOwnerResp;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.EntryType;
import org.apiaryfs.protocol.model.NodeType;

/**
 * An entry that was found by its path. Immutable.
 *
 * @param session where it was found
 * @param path from the root of the cluster's file system, as {@link EntryName} has it
 * @param entry the entry
 */
record Found(Session session, String path, EntryInfo entry) {
    /**
     * Looks an entry up; symbolic links aren't followed.
     *
     * @throws AdminException if there is none, or the path is none
     */
    static Found at(Session session, String path) throws AdminException, FsException, InterruptedException {
        List<String> elements = elements(path);
        String shown = "/" + String.join("/", elements);
        ClusterMap map = session.view().current();
        if (!map.root().known()) {
            throw new Problem(Problem.Kind.NO_SUCH_ENTRY, Texts.of("path_noRoot")).asException();
        }
        Found at = new Found(session, shown, new EntryInfo(EntryType.DIRECTORY.number(), map.root().mirrored() ? EntryInfo.BUDDY_MIRRORED : 0,
                "", EntryInfo.ROOT_ID, elements.isEmpty() ? "" : EntryName.toWire(elements.getLast()), map.root().id()));
        int reached = 0;
        // The owner of the directory reached so far finds as many further elements as it knows.
        while (reached < elements.size()) {
            FindOwnerResp answer = at.ask(new FindOwner(elements.size(), reached, at.entry, EntryName.toWire(shown)), FindOwnerResp.class);
            if (answer.error() == FsError.PATH_NOT_EXISTS || answer.error() == FsError.NOT_A_DIR) {
                throw new Problem(Problem.Kind.NO_SUCH_ENTRY, Texts.of("path_missing", shown)).asException();
            }
            if (!answer.error().ok()) {
                throw Problems.refused(Texts.of("path_nowhere", shown, Texts.of(answer.error())));
            }
            if (answer.entryInfo().depth() <= reached) {
                throw new Problem(Problem.Kind.INTERNAL, Texts.of("path_disputed", shown)).asException();
            }
            reached = answer.entryInfo().depth();
            at = new Found(session, shown, answer.entryInfo().entry());
        }
        return at;
    }

    private static List<String> elements(String path) throws AdminException {
        if (!path.startsWith("/")) {
            throw Problems.badRequest(Texts.of("path_relative", path));
        }
        List<String> elements = Arrays.stream(path.split("/")).filter(e -> !e.isEmpty() && !e.equals(".")).toList();
        if (elements.contains("..")) {
            throw Problems.badRequest(Texts.of("path_dots", path));
        }
        return elements;
    }

    /**
     * The directory that holds, or would hold, the entry of a path.
     *
     * @throws AdminException if there is none, or the path is the root's
     */
    static Found parentOf(Session session, String path) throws AdminException, FsException, InterruptedException {
        List<String> elements = elements(path);
        if (elements.isEmpty()) {
            throw Problems.badRequest(Texts.of("path_rootParent"));
        }
        return at(session, "/" + String.join("/", elements.subList(0, elements.size() - 1)));
    }

    /** The path of something in this directory. @param name as it goes over the wire */
    String childPath(String name) {
        return (path.equals("/") ? "/" : path + "/") + EntryName.of(name);
    }

    /** The last element of a path, as it goes over the wire. */
    static String nameOf(String path) throws AdminException {
        List<String> elements = elements(path);
        if (elements.isEmpty()) {
            throw Problems.badRequest(Texts.of("path_rootName"));
        }
        return EntryName.toWire(elements.getLast());
    }

    /** The answer of the metadata server that owns the entry. */
    <T extends Message> T ask(Message request, Class<T> expected) throws AdminException, FsException, InterruptedException {
        return session.ask(NodeType.META, owner(), request, expected);
    }

    /** The metadata server that owns the entry; of a mirrored one the primary. */
    int owner() throws AdminException {
        if (!entry.mirrored()) {
            return entry.owner();
        }
        return Optional.ofNullable(session.view().current().meta().groups().get(entry.owner())).map(BuddyGroup::primary)
                .orElseThrow(() -> new Problem(Problem.Kind.INTERNAL, Texts.of("path_unknownGroup", entry.owner())).asException());
    }
}
