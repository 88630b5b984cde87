package org.apiaryfs.ui.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.ui.ClusterElement;

/**
 * A line of the navigator as long as it is there: its state changes, it itself stays the same, so that selection and
 * expansion stay too. UI thread only.
 */
final class NavigatorNode implements ClusterElement {
    private final String clusterId;
    private final Optional<NavigatorNode> parent;
    private NavigatorItem item;
    private List<NavigatorNode> children;

    /**
     * What has to be drawn anew.
     *
     * @param looks lines that look different
     * @param structures lines that have other lines directly below them
     */
    record Changes(List<NavigatorNode> looks, List<NavigatorNode> structures) {
        Changes() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        boolean isEmpty() {
            return looks.isEmpty() && structures.isEmpty();
        }
    }

    NavigatorNode(String clusterId, NavigatorItem item) {
        this(clusterId, Optional.empty(), item);
    }

    private NavigatorNode(String clusterId, Optional<NavigatorNode> parent, NavigatorItem item) {
        this.clusterId = clusterId;
        this.parent = parent;
        this.item = item;
        children = item.children().stream().map(this::child).toList();
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public Optional<Subject> subject() {
        return item.subject();
    }

    /** Of a host its metadata and storage servers. */
    @Override
    public List<Subject> subjects() {
        return item.key().kind() != NavigatorItem.Kind.HOST ? ClusterElement.super.subjects()
                : children.stream().filter(child -> child.item.key().kind() != NavigatorItem.Kind.MANAGEMENT).flatMap(child -> child.subjects().stream()).toList();
    }

    Optional<NavigatorNode> parent() {
        return parent;
    }

    NavigatorItem item() {
        return item;
    }

    List<NavigatorNode> children() {
        return children;
    }

    /** The first line at or below this one that stands for something. */
    Optional<NavigatorNode> find(Subject wanted) {
        if (subject().filter(wanted::equals).isPresent()) {
            return Optional.of(this);
        }
        return children.stream().flatMap(child -> child.find(wanted).stream()).findFirst();
    }

    /** Takes over the new state; what is below stays as far as it has the same keys. */
    void become(NavigatorItem next, Changes changes) {
        NavigatorItem before = item;
        item = next;
        if (before.equals(next)) {
            return;
        }
        if (!before.looksLike(next)) {
            changes.looks.add(this);
        }
        Map<NavigatorItem.Key, NavigatorNode> known = HashMap.newHashMap(children.size());
        children.forEach(child -> known.put(child.item.key(), child));
        List<NavigatorNode> now = new ArrayList<>(next.children().size());
        for (NavigatorItem below : next.children()) {
            NavigatorNode same = known.get(below.key());
            if (same != null) {
                same.become(below, changes);
            }
            now.add(same != null ? same : child(below));
        }
        if (!now.equals(children)) {
            children = now;
            changes.structures.add(this);
        }
    }

    private NavigatorNode child(NavigatorItem below) {
        return new NavigatorNode(clusterId, Optional.of(this), below);
    }
}
