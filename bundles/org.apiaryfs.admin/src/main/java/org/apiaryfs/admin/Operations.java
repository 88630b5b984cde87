package org.apiaryfs.admin;

import java.util.List;
import org.apiaryfs.protocol.model.NodeType;

/** Names of what servers count, in the order of the wire, as BeeGFS's tools show them (spec storage §9.2). Constants only. */
public final class Operations {
    /** Bytes read, at storage servers. */
    public static final String BYTES_READ = "B-rd";
    /** Bytes written, at storage servers. */
    public static final String BYTES_WRITTEN = "B-wr";

    private static final List<String> META = List.of("sum", "ack", "close", "entInf", "fndOwn", "mkdir", "create", "rddir", "refrEnt", "mdsInf", "rmdir",
            "rmLnk", "mvDirIns", "mvFiIns", "open", "ren", "sChDrct", "sAttr", "sDirPat", "stat", "statfs", "trunc", "symlnk", "unlnk", "lookLI", "statLI",
            "revalLI", "openLI", "createLI", "hardlnk", "flckAp", "flckEn", "flckRg", "dirparent", "listXA", "getXA", "rmXA", "setXA", "mirror");
    private static final List<String> STORAGE = List.of("sum", "ack", "sChDrct", "getFSize", "sAttr", "statfs", "trunc", "close", "fsync", "ops-rd",
            BYTES_READ, "ops-wr", BYTES_WRITTEN, "gendbg", "hrtbeat", "remNode", "storInf", "unlnk");

    private Operations() {}

    /** @param kind META or STORAGE */
    public static List<String> of(NodeType kind) {
        return kind == NodeType.META ? META : STORAGE;
    }
}
