package org.apiaryfs.ui.monitoring.load;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String metadata;
    public static String read;
    public static String requests;
    public static String throughput;
    public static String title;
    public static String titleOf;
    public static String written;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.monitoring.load.messages", Messages.class);
    }

    private Messages() { }
}
