package org.apiaryfs.ui.monitoring.problems;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String checkTitle;
    public static String columnAbout;
    public static String columnCluster;
    public static String columnProblem;
    public static String columnSince;
    public static String copy;
    public static String datagramsAnswered;
    public static String datagramsSilent;
    public static String fixCheckConnection;
    public static String fixEditAlerts;
    public static String fixEditConnection;
    public static String fixFindFiles;
    public static String fixMapTarget;
    public static String fixRefresh;
    public static String fixRemoveNode;
    public static String fixSetTargetState;
    public static String fixShowActivity;
    public static String fixShowResync;
    public static String fixStartResync;
    public static String goneServer;
    public static String isMuted;
    public static String manyProblems;
    public static String mute;
    public static String muteDay;
    public static String muteHour;
    public static String muteUntilOver;
    public static String noCluster;
    public static String noProblems;
    public static String noProblemsShort;
    public static String nothingSelected;
    public static String oneProblem;
    public static String onlyMuted;
    public static String reachedFully;
    public static String reachedPartly;
    public static String remedy;
    public static String resyncBegan;
    public static String resyncCounts;
    public static String resyncEnded;
    public static String resyncErrors;
    public static String resyncFailure;
    public static String resyncInterrupted;
    public static String resyncNotStarted;
    public static String resyncRunning;
    public static String resyncSuccess;
    public static String resyncTitle;
    public static String reveal;
    public static String roundTrip;
    public static String severityError;
    public static String severityInfo;
    public static String severityWarning;
    public static String showMuted;
    public static String sinceIn;
    public static String statusNoCluster;
    public static String statusTip;
    public static String streamClosed;
    public static String streamFallback;
    public static String streamOpen;
    public static String subjectClient;
    public static String subjectCluster;
    public static String subjectManagement;
    public static String subjectMetaGroup;
    public static String subjectMetaServer;
    public static String subjectMonitoring;
    public static String subjectPool;
    public static String subjectStorageGroup;
    public static String subjectStorageServer;
    public static String subjectTarget;
    public static String title;
    public static String titleCount;
    public static String unmute;
    public static String untilOver;
    public static String why;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.problems.messages", Messages.class);
    }

    private Messages() { }
}
