package org.apiaryfs.ui.internal.help;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String back;
    public static String contents;
    public static String searchHint;
    public static String searchNothing;
    public static String searchTitle;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.internal.help.messages", Messages.class);
    }

    private Messages() { }
}
