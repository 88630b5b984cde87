package org.apiaryfs.daemons.ctl;

import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.protocol.model.NodeType;

/** Words for kinds of nodes on the command line, as beegfs-ctl takes them (spec admin §1.1). Stateless. */
final class Kinds {
    private Kinds() {}

    static NodeType parse(String word) throws CtlException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "meta", "metadata" -> NodeType.META;
            case "storage" -> NodeType.STORAGE;
            case "client" -> NodeType.CLIENT;
            case "mgmt", "mgmtd", "management" -> NodeType.MGMT;
            default -> throw new CtlException("'" + word + "' is no kind of node; there are meta, storage, client and mgmt");
        };
    }

    /** One of the two kinds that have targets. */
    static Optional<NodeType> ofTargets(String word) throws CtlException {
        if (word == null) {
            return Optional.empty();
        }
        NodeType kind = parse(word);
        if (kind != NodeType.META && kind != NodeType.STORAGE) {
            throw new CtlException("'" + word + "' can't be chosen here; there are meta and storage");
        }
        return Optional.of(kind);
    }
}
