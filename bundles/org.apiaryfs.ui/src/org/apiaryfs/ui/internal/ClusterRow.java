package org.apiaryfs.ui.internal;

import java.util.List;
import java.util.Map;
import org.apiaryfs.ui.Concern;

/**
 * A line of the cluster view. Immutable.
 *
 * @param kind what the line stands for
 * @param id numeric ID of the node or target, negative for a range of nodes; with the kind, it says whether two lines of different snapshots are the same
 * @param texts what is shown; columns that are missing are empty
 * @param concern how bad the state is
 * @param children the targets of a storage node, or the nodes of a range
 */
record ClusterRow(Kind kind, long id, Map<ClusterColumn, String> texts, Concern concern, List<ClusterRow> children) {
    enum Kind {
        MANAGEMENT(Messages.Kind_management, "node-management"),
        META(Messages.Kind_meta, "node-meta"),
        STORAGE(Messages.Kind_storage, "node-storage"),
        CLIENT(Messages.Kind_client, "node-client"),
        TARGET(Messages.Kind_target, "target");

        private final String title;
        private final String icon;

        Kind(String title, String icon) {
            this.title = title;
            this.icon = icon;
        }

        String title() {
            return title;
        }

        /** Path of the icon in this bundle. */
        String icon() {
            return "icons/" + icon + ".svg";
        }
    }

    /** Equal if and only if lines stand for the same node or target. */
    record Key(Kind kind, long id) { }

    ClusterRow {
        texts = Map.copyOf(texts);
        children = List.copyOf(children);
    }

    String text(ClusterColumn column) {
        return texts.getOrDefault(column, "");
    }

    /** What the line stands for, in whatever state. */
    Key key() {
        return new Key(kind, id);
    }

    /** Whether both look alike, whatever is below them. */
    boolean looksLike(ClusterRow other) {
        return concern == other.concern && texts.equals(other.texts);
    }
}
