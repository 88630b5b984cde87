package org.apiaryfs.ui.internal.welcome;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String connect_button;
    public static String connect_heading;
    public static String connect_text;
    public static String help;
    public static String known_heading;
    public static String known_none;
    public static String known_text;
    public static String try_cancelled;
    public static String try_explanation;
    public static String try_failed;
    public static String try_heading;
    public static String try_looking;
    public static String try_message;
    public static String try_mount;
    public static String try_mountTip;
    public static String try_name;
    public static String try_notInstalled;
    public static String try_open;
    public static String try_runs;
    public static String try_start;
    public static String try_stop;
    public static String try_title;
    public static String welcome_heading;
    public static String welcome_text;
    public static String welcome_tryButton;
    public static String welcome_tryText;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.internal.welcome.messages", Messages.class);
    }

    private Messages() { }
}
