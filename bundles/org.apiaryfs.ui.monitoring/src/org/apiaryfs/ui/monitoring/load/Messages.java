package org.apiaryfs.ui.monitoring.load;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String custom;
    public static String customTip;
    public static String day;
    public static String dayTip;
    public static String hour;
    public static String hourTip;
    public static String metadata;
    public static String noHistory;
    public static String read;
    public static String requests;
    public static String tenMinutes;
    public static String tenMinutesTip;
    public static String throughput;
    public static String title;
    public static String titleOf;
    public static String week;
    public static String weekTip;
    public static String written;
    public static String year;
    public static String yearTip;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.load.messages", Messages.class);
    }

    private Messages() { }
}
