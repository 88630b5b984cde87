package org.apiaryfs.ui.administration.pools;

import org.eclipse.osgi.util.NLS;

/** The texts of this package in the user's language, from {@code messages*.properties}. */
public final class Messages extends NLS {
    public static String action_map;
    public static String action_move;
    public static String action_new;
    public static String action_refresh;
    public static String action_remove;
    public static String action_removeServer;
    public static String action_removeTarget;
    public static String action_rename;
    public static String action_state;

    public static String capacity_allNormal;
    public static String capacity_emergency;
    public static String capacity_inodes;
    public static String capacity_limits;
    public static String capacity_low;
    public static String capacity_none;
    public static String capacity_normal;
    public static String capacity_separator;
    public static String capacity_some;
    public static String capacity_someOfMany;
    public static String capacity_space;
    public static String capacity_unknown;
    public static String capacity_unwell;

    public static String column_capacity;
    public static String column_free;
    public static String column_group;
    public static String column_name;
    public static String column_server;
    public static String column_state;
    public static String column_total;
    public static String column_used;

    public static String create_empty;
    public static String create_exists;
    public static String create_noName;
    public static String create_notThere;
    public static String create_step;
    public static String create_title;
    public static String create_titleOf;
    public static String create_unbound;

    public static String group;

    public static String groups;

    public static String input_name;
    public static String input_numbered;
    public static String input_pool;
    public static String input_poolOfNew;
    public static String input_server;
    public static String input_state;
    public static String input_target;

    public static String map_data;
    public static String map_delay;
    public static String map_noNumber;
    public static String map_noServer;
    public static String map_notThere;
    public static String map_same;
    public static String map_step;
    public static String map_stepPool;
    public static String map_title;
    public static String map_what;

    public static String move_backNothing;
    public static String move_backTitle;
    public static String move_empties;
    public static String move_emptiesDefault;
    public static String move_files;
    public static String move_group;
    public static String move_noOther;
    public static String move_notThere;
    public static String move_nothing;
    public static String move_quota;
    public static String move_room;
    public static String move_step;
    public static String move_stepByDefault;
    public static String move_title;
    public static String move_titleSome;
    public static String move_unwell;

    public static String pool_gone;

    public static String remove_bound;
    public static String remove_default;
    public static String remove_notGone;
    public static String remove_quota;
    public static String remove_step;
    public static String remove_title;

    public static String rename_effect;
    public static String rename_noName;
    public static String rename_notThere;
    public static String rename_step;
    public static String rename_title;
    public static String rename_titleTo;

    public static String row_group;
    public static String row_members;
    public static String row_name;
    public static String row_noTargets;
    public static String row_target;
    public static String row_targets;
    public static String row_tight;
    public static String row_unwell;

    public static String server_comesBack;
    public static String server_comesBackMeta;
    public static String server_directories;
    public static String server_gone;
    public static String server_goneMeta;
    public static String server_groups;
    public static String server_notGone;
    public static String server_root;
    public static String server_step;
    public static String server_stepTargets;
    public static String server_stillOnline;
    public static String server_title;
    public static String server_titleMeta;

    public static String state_emergency;
    public static String state_good;
    public static String state_goodMirrored;
    public static String state_noGroup;
    public static String state_notSet;
    public static String state_primaryUnwell;
    public static String state_resync;
    public static String state_same;
    public static String state_secondaryUnwell;
    public static String state_serverAway;
    public static String state_stepManagement;
    public static String state_stepServer;
    public static String state_takesOver;
    public static String state_title;

    public static String target_gone;

    public static String unmap_back;
    public static String unmap_files;
    public static String unmap_inGroup;
    public static String unmap_notGone;
    public static String unmap_step;
    public static String unmap_stillOnline;
    public static String unmap_title;

    public static String view_empty;
    public static String view_filter;
    public static String view_title;
    public static String view_titleOf;

    static {
        NLS.initializeMessages("org.apiaryfs.ui.administration.pools.messages", Messages.class);
    }

    private Messages() { }
}
