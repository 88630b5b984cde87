package org.apiaryfs.ui;

import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.ui.internal.ClusterNavigator;
import org.apiaryfs.ui.internal.ConnectDialog;
import org.eclipse.swt.widgets.Shell;

/** Leads from a page to what it speaks of. UI thread only. */
public final class Navigation {
    private Navigation() { }

    /** Shows a cluster, or what is in it, in the navigator; the cluster as a whole if that isn't there. */
    public static void reveal(String clusterId, Subject subject) {
        ClusterNavigator.reveal(clusterId, subject instanceof Subject.Target(TargetKey(NodeType kind, int id)) && kind == NodeType.META
                ? new Subject.Node(kind, Integer.toUnsignedLong(id)) : subject); // a metadata server is its own target
    }

    /** Lets the user change address, secret and name of a cluster, and keeps what he enters. */
    public static void editConnection(Shell parent, ClusterProfiles profiles, ClusterProfile profile) {
        ConnectDialog.toEdit(parent, profile).ask().ifPresent(profiles::save);
    }
}
