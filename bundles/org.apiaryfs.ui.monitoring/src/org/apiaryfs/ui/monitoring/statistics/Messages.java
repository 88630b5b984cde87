package org.apiaryfs.ui.monitoring.statistics;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String activity;
    public static String activityTip;
    public static String automatic;
    public static String client;
    public static String clients;
    public static String clientsTip;
    public static String closed;
    public static String columns;
    public static String copy;
    public static String export;
    public static String filter;
    public static String metadata;
    public static String metadataTip;
    public static String named;
    public static String noUser;
    public static String nobody;
    public static String op_B_rd;
    public static String op_B_wr;
    public static String op_ack;
    public static String op_close;
    public static String op_create;
    public static String op_createLI;
    public static String op_dirparent;
    public static String op_entInf;
    public static String op_flckAp;
    public static String op_flckEn;
    public static String op_flckRg;
    public static String op_fndOwn;
    public static String op_fsync;
    public static String op_gendbg;
    public static String op_getFSize;
    public static String op_getXA;
    public static String op_hardlnk;
    public static String op_hrtbeat;
    public static String op_listXA;
    public static String op_lookLI;
    public static String op_mdsInf;
    public static String op_mirror;
    public static String op_mkdir;
    public static String op_mvDirIns;
    public static String op_mvFiIns;
    public static String op_open;
    public static String op_openLI;
    public static String op_ops_rd;
    public static String op_ops_wr;
    public static String op_rddir;
    public static String op_refrEnt;
    public static String op_remNode;
    public static String op_ren;
    public static String op_revalLI;
    public static String op_rmLnk;
    public static String op_rmXA;
    public static String op_rmdir;
    public static String op_sAttr;
    public static String op_sChDrct;
    public static String op_sDirPat;
    public static String op_setXA;
    public static String op_stat;
    public static String op_statLI;
    public static String op_statfs;
    public static String op_storInf;
    public static String op_sum;
    public static String op_symlnk;
    public static String op_trunc;
    public static String op_unlnk;
    public static String state;
    public static String stateSilent;
    public static String storage;
    public static String storageTip;
    public static String sum;
    public static String title;
    public static String titleOf;
    public static String totals;
    public static String totalsTip;
    public static String user;
    public static String users;
    public static String usersTip;
    public static String waiting;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.statistics.messages", Messages.class);
    }

    private Messages() { }
}
