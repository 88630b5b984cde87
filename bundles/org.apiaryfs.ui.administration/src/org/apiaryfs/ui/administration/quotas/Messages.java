package org.apiaryfs.ui.administration.quotas;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String Action_defaults;
    public static String Action_edit;
    public static String Action_export;
    public static String Action_import;
    public static String Action_refresh;
    public static String Button_apply;
    public static String Column_files;
    public static String Column_id;
    public static String Column_inodeLimit;
    public static String Column_line;
    public static String Column_name;
    public static String Column_problem;
    public static String Column_share;
    public static String Column_sizeLimit;
    public static String Column_used;
    public static String Defaults_groups;
    public static String Defaults_line;
    public static String Defaults_lineOnly;
    public static String Defaults_title;
    public static String Defaults_users;
    public static String Done_defaults;
    public static String Done_export;
    public static String Done_limits;
    public static String Done_one;
    public static String Fault_defaultOfDefault;
    public static String Fault_limit;
    public static String Hint_counting;
    public static String Hint_inodes;
    public static String Hint_nobody;
    public static String Hint_off;
    public static String Import_changes;
    public static String Import_faults;
    public static String Import_message;
    public static String Import_nothing;
    public static String Import_title;
    public static String Limit_tip;
    public static String Limits_groups;
    public static String Limits_inodes;
    public static String Limits_message;
    public static String Limits_size;
    public static String Limits_title;
    public static String Limits_users;
    public static String Limits_whoTip;
    public static String Notice_closed;
    public static String Problem_read;
    public static String Problem_write;
    public static String Task_defaults;
    public static String Task_export;
    public static String Task_import;
    public static String Task_limits;
    public static String Task_read;
    public static String Warning_over;
    public static String byDefault;
    public static String filter;
    public static String groups;
    public static String inPool;
    public static String noOwn;
    public static String pool;
    public static String title;
    public static String titleOf;
    public static String unlimited;
    public static String users;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.administration.quotas.messages", Messages.class);
    }

    private Messages() { }
}
