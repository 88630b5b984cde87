package org.apiaryfs.ui.monitoring.statistics;

import java.util.Map;

/** What the short names of operations mean. Constants only. */
final class OperationTexts {
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("sum", Messages.op_sum),
            Map.entry("ack", Messages.op_ack),
            Map.entry("close", Messages.op_close),
            Map.entry("entInf", Messages.op_entInf),
            Map.entry("fndOwn", Messages.op_fndOwn),
            Map.entry("mkdir", Messages.op_mkdir),
            Map.entry("create", Messages.op_create),
            Map.entry("rddir", Messages.op_rddir),
            Map.entry("refrEnt", Messages.op_refrEnt),
            Map.entry("mdsInf", Messages.op_mdsInf),
            Map.entry("rmdir", Messages.op_rmdir),
            Map.entry("rmLnk", Messages.op_rmLnk),
            Map.entry("mvDirIns", Messages.op_mvDirIns),
            Map.entry("mvFiIns", Messages.op_mvFiIns),
            Map.entry("open", Messages.op_open),
            Map.entry("ren", Messages.op_ren),
            Map.entry("sChDrct", Messages.op_sChDrct),
            Map.entry("sAttr", Messages.op_sAttr),
            Map.entry("sDirPat", Messages.op_sDirPat),
            Map.entry("stat", Messages.op_stat),
            Map.entry("statfs", Messages.op_statfs),
            Map.entry("trunc", Messages.op_trunc),
            Map.entry("symlnk", Messages.op_symlnk),
            Map.entry("unlnk", Messages.op_unlnk),
            Map.entry("lookLI", Messages.op_lookLI),
            Map.entry("statLI", Messages.op_statLI),
            Map.entry("revalLI", Messages.op_revalLI),
            Map.entry("openLI", Messages.op_openLI),
            Map.entry("createLI", Messages.op_createLI),
            Map.entry("hardlnk", Messages.op_hardlnk),
            Map.entry("flckAp", Messages.op_flckAp),
            Map.entry("flckEn", Messages.op_flckEn),
            Map.entry("flckRg", Messages.op_flckRg),
            Map.entry("dirparent", Messages.op_dirparent),
            Map.entry("listXA", Messages.op_listXA),
            Map.entry("getXA", Messages.op_getXA),
            Map.entry("rmXA", Messages.op_rmXA),
            Map.entry("setXA", Messages.op_setXA),
            Map.entry("mirror", Messages.op_mirror),
            Map.entry("getFSize", Messages.op_getFSize),
            Map.entry("fsync", Messages.op_fsync),
            Map.entry("ops-rd", Messages.op_ops_rd),
            Map.entry("B-rd", Messages.op_B_rd),
            Map.entry("ops-wr", Messages.op_ops_wr),
            Map.entry("B-wr", Messages.op_B_wr),
            Map.entry("gendbg", Messages.op_gendbg),
            Map.entry("hrtbeat", Messages.op_hrtbeat),
            Map.entry("remNode", Messages.op_remNode),
            Map.entry("storInf", Messages.op_storInf));

    private OperationTexts() { }

    /** In words; the name itself if it isn't known. */
    static String of(String name) {
        return TEXTS.getOrDefault(name, name);
    }
}
