package org.apiaryfs.ui.monitoring.overview;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String busiestClients;
    public static String busiestServers;
    public static String busiestUsers;
    public static String changes;
    public static String client;
    public static String closed;
    public static String closedWhat;
    public static String columnChange;
    public static String columnOperations;
    public static String columnProblem;
    public static String columnSince;
    public static String columnThroughput;
    public static String columnTime;
    public static String connect;
    public static String connecting;
    public static String connectingTo;
    public static String counting;
    public static String free;
    public static String idle;
    public static String inodesOpen;
    public static String inodesOpenTip;
    public static String inodesTip;
    public static String inodesUsed;
    public static String lastSecond;
    public static String meanOf;
    public static String metadata;
    public static String noCluster;
    public static String noClusterWhat;
    public static String noProblems;
    public static String noTargets;
    public static String noUserTip;
    public static String noneSelected;
    public static String noneSelectedWhat;
    public static String open;
    public static String peak;
    public static String pool;
    public static String problems;
    public static String problemsCount;
    public static String properties;
    public static String read;
    public static String requests;
    public static String reveal;
    public static String server;
    public static String showProblem;
    public static String someSilent;
    public static String spaceTip;
    public static String spaceUnknown;
    public static String stale;
    public static String storage;
    public static String title;
    public static String titleOf;
    public static String toProblems;
    public static String tryAgain;
    public static String unreachable;
    public static String used;
    public static String userColumn;
    public static String written;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.overview.messages", Messages.class);
    }

    private Messages() { }
}
