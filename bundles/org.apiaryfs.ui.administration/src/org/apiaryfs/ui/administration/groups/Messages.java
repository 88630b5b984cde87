package org.apiaryfs.ui.administration.groups;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String action_add;
    public static String action_addAll;
    public static String action_mirrorMetadata;
    public static String action_refresh;
    public static String action_remove;
    public static String action_resync;
    public static String action_statePrimary;
    public static String action_stateSecondary;

    public static String add_files;
    public static String add_meta;
    public static String add_metaStays;
    public static String add_notThere;
    public static String add_servers;
    public static String add_step;
    public static String add_storage;
    public static String add_title;
    public static String add_what;

    public static String auto_fault;
    public static String auto_leftOver;
    public static String auto_notThere;
    public static String auto_nothingMeta;
    public static String auto_nothingStorage;
    public static String auto_step;
    public static String auto_titleMeta;
    public static String auto_titleStorage;

    public static String column_name;
    public static String column_pool;
    public static String column_primary;
    public static String column_resync;
    public static String column_secondary;
    public static String column_state;

    public static String fault_pools;
    public static String fault_root;
    public static String fault_same;
    public static String fault_server;
    public static String fault_sizes;
    public static String fault_taken;
    public static String fault_unknown;
    public static String fault_unwell;

    public static String group_gone;

    public static String input_force;
    public static String input_kind;
    public static String input_meta;
    public static String input_primary;
    public static String input_restart;
    public static String input_secondary;
    public static String input_span;
    public static String input_spanDay;
    public static String input_spanHour;
    public static String input_spanMonth;
    public static String input_spanUsual;
    public static String input_spanWeek;
    public static String input_storage;

    public static String name_meta;
    public static String name_storage;

    public static String remove_free;
    public static String remove_lost;
    public static String remove_meta;
    public static String remove_notGone;
    public static String remove_step;
    public static String remove_stepAsk;
    public static String remove_stepForce;
    public static String remove_title;

    public static String resync_asking;
    public static String resync_counts;
    public static String resync_errors;
    public static String resync_failure;
    public static String resync_interrupted;
    public static String resync_job;
    public static String resync_needed;
    public static String resync_never;
    public static String resync_notStarted;
    public static String resync_running;
    public static String resync_silent;
    public static String resync_silentWhy;
    public static String resync_success;

    public static String root_already;
    public static String root_clients;
    public static String root_forEver;
    public static String root_new;
    public static String root_noGroup;
    public static String root_notThere;
    public static String root_step;
    public static String root_stepRestart;
    public static String root_title;

    public static String row_gone;
    public static String row_meta;
    public static String row_server;
    public static String row_storage;
    public static String row_target;

    public static String start_load;
    public static String start_noTakeover;
    public static String start_primaryUnwell;
    public static String start_servers;
    public static String start_stepCopy;
    public static String start_stepCopySpan;
    public static String start_stepMark;
    public static String start_stepRestart;
    public static String start_title;

    public static String view_empty;
    public static String view_filter;
    public static String view_group;
    public static String view_groups;
    public static String view_title;
    public static String view_titleOf;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.administration.groups.messages", Messages.class);
    }

    private Messages() { }
}
