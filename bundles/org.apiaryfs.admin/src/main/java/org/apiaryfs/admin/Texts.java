package org.apiaryfs.admin;

import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.NodeType;

/** The texts of this package. Stateless. */
final class Texts {
    private static final Sentences ALL = Sentences.beside(Texts.class);

    private Texts() {}

    static String of(String key, Object... arguments) {
        return ALL.of(key, arguments);
    }

    /** An error as a phrase. */
    static String of(FsError error) {
        return ALL.of("error_" + error.name());
    }

    /** A kind of nodes, as it stands before "server" or "node". */
    static String of(NodeType type) {
        return switch (type) {
            case META -> of("type_meta");
            case STORAGE -> of("type_storage");
            case CLIENT -> of("type_client");
            case MGMT -> of("type_mgmt");
            case INVALID, HELPER -> type.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
