package org.apiaryfs.ui.administration.changes;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String changes_done;

    public static String dialog_apply;
    public static String dialog_background;
    public static String dialog_cancelled;
    public static String dialog_informationOnly;
    public static String dialog_message;
    public static String dialog_name;
    public static String dialog_notOpen;
    public static String dialog_notVerified;
    public static String dialog_redo;
    public static String dialog_undo;
    public static String dialog_working;

    public static String menu_redo;
    public static String menu_redoOf;
    public static String menu_undo;
    public static String menu_undoOf;

    public static String names_andMore;
    public static String names_metaServer;
    public static String names_target;
    public static String names_targetOf;
    public static String names_targets;

    public static String sheet_effects;
    public static String sheet_outcome;
    public static String sheet_steps;

    public static String typed_obstacle;
    public static String typed_question;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.administration.changes.messages", Messages.class);
    }

    private Messages() { }
}
