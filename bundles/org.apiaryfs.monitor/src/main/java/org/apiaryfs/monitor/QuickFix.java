package org.apiaryfs.monitor;

/** A remedy that a user interface can offer beside a problem; carrying it out is up to that. Immutable. */
public sealed interface QuickFix {
    /** Take a new snapshot now. */
    record Refresh() implements QuickFix {}

    /** Change the address or the secret of the cluster. */
    record EditConnection() implements QuickFix {}

    /** Show whether and how a server can be reached. */
    record CheckConnection(NodeKey node) implements QuickFix {}

    /** Show the log of a server. */
    record ShowLog(NodeKey node) implements QuickFix {}

    /** Remove a server from the cluster. Loses what is on it. */
    record RemoveNode(NodeKey node) implements QuickFix {}

    /** Copy from the primary to the secondary of a mirror group anew. */
    record StartResync(GroupKey group) implements QuickFix {}

    /** Show how a resynchronisation goes. */
    record ShowResync(GroupKey group) implements QuickFix {}

    /** Say which server has a storage target. */
    record MapTarget(TargetKey target) implements QuickFix {}

    /** Set the state of a target by hand. */
    record SetTargetState(TargetKey target) implements QuickFix {}

    /** Show which files are on a storage target, to remove or move large ones. */
    record FindFiles(TargetKey target) implements QuickFix {}

    /** Show who asks so much of a server. */
    record ShowActivity(NodeKey node) implements QuickFix {}

    /** Change how alerts are sent. */
    record EditAlerts(String sender) implements QuickFix {}
}
