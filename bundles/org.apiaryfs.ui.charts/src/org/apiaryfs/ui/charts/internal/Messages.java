package org.apiaryfs.ui.charts.internal;

import org.eclipse.osgi.util.NLS;

/** Texts that users read. */
public final class Messages extends NLS {
    public static String accessibleEmpty;
    public static String accessibleHidden;
    public static String accessibleName;
    public static String accessibleShown;
    public static String copyImage;
    public static String export;
    public static String exportFailed;
    public static String exportReplace;
    public static String exportTitle;
    public static String formatCsv;
    public static String formatPdf;
    public static String formatPng;
    public static String formatSvg;
    public static String mean;
    public static String moreSeries;
    public static String noData;
    public static String operationsPerSecond;
    public static String peak;
    public static String resetRange;
    public static String thick;
    public static String time;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.charts.internal.messages", Messages.class);
    }

    private Messages() { }
}
