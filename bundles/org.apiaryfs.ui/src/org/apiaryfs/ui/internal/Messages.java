package org.apiaryfs.ui.internal;

import org.eclipse.osgi.util.NLS;

/** The texts of this bundle in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String Action_close;
    public static String Action_copyAddress;
    public static String Action_open;
    public static String Action_properties;
    public static String Action_refresh;
    public static String Action_remove;

    public static String Column_address;
    public static String Column_consistency;
    public static String Column_free;
    public static String Column_id;
    public static String Column_name;
    public static String Column_reachability;
    public static String Column_total;
    public static String Column_type;

    public static String Consistency_bad;
    public static String Consistency_good;
    public static String Consistency_needsResync;

    public static String Csv_failed;
    public static String Csv_format;
    public static String Csv_task;
    public static String Csv_title;

    public static String Dialog_administrator;
    public static String Dialog_authFile;
    public static String Dialog_authFileTip;
    public static String Dialog_authFileTitle;
    public static String Dialog_authFileUnreadable;
    public static String Dialog_browse;
    public static String Dialog_cancelTest;
    public static String Dialog_connect;
    public static String Dialog_editTitle;
    public static String Dialog_heading;
    public static String Dialog_host;
    public static String Dialog_information;
    public static String Dialog_message;
    public static String Dialog_name;
    public static String Dialog_noAuthFile;
    public static String Dialog_noPort;
    public static String Dialog_openAtStart;
    public static String Dialog_port;
    public static String Dialog_role;
    public static String Dialog_save;
    public static String Dialog_sshKey;
    public static String Dialog_sshKeyDefault;
    public static String Dialog_sshKeyTitle;
    public static String Dialog_sshKeyUnreadable;
    public static String Dialog_sshTip;
    public static String Dialog_sshUser;
    public static String Dialog_sshUserDefault;
    public static String Dialog_test;
    public static String Dialog_testCancelled;
    public static String Dialog_testReached;
    public static String Dialog_title;

    public static String Kind_client;
    public static String Kind_management;
    public static String Kind_meta;
    public static String Kind_storage;
    public static String Kind_target;

    public static String List_separator;
    public static String Navigator_capacityEmergency;
    public static String Navigator_capacityLow;
    public static String Navigator_clients;
    public static String Navigator_closed;
    public static String Navigator_connecting;
    public static String Navigator_filter;
    public static String Navigator_free;
    public static String Navigator_hosts;
    public static String Navigator_id;
    public static String Navigator_management;
    public static String Navigator_metaGroup;
    public static String Navigator_metaServers;
    public static String Navigator_mirrorGroups;
    public static String Navigator_mirrored;
    public static String Navigator_pools;
    public static String Navigator_quotas;
    public static String Navigator_range;
    public static String Navigator_rangeSize;
    public static String Navigator_readOnly;
    public static String Navigator_silent;
    public static String Navigator_storageGroup;
    public static String Navigator_storageServers;
    public static String Navigator_unreachable;

    public static String Quit_anyway;
    public static String Quit_question;
    public static String Quit_stay;
    public static String Quit_title;

    public static String Reachability_offline;
    public static String Reachability_online;
    public static String Reachability_probablyOffline;

    public static String Remove_question;
    public static String Remove_title;

    public static String Session_closed;
    public static String Session_connected;
    public static String Session_connecting;
    public static String Session_notYet;
    public static String Session_stale;

    public static String Target_name;

    public static String View_title;
    public static String View_titleOf;

    public static String Window_title;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.internal.messages", Messages.class);
    }

    private Messages() { }
}
