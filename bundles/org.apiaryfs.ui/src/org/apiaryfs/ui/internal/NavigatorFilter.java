package org.apiaryfs.ui.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;

/** Lets the lines pass that contain a text, with all above and below them. UI thread only. */
final class NavigatorFilter extends ViewerFilter {
    private static final int MANY = 1000; // lines that are built at once

    private String text = "";
    private final Set<NavigatorNode> visible = new HashSet<>();
    private final Set<NavigatorNode> onTheWay = new HashSet<>();

    /** Looks for the text, in whatever case, among these lines and all below them; nothing is hidden if it is empty. */
    void search(String wanted, Collection<NavigatorNode> roots) {
        text = wanted.strip().toLowerCase(Locale.ROOT);
        visible.clear();
        onTheWay.clear();
        if (active()) {
            roots.forEach(this::search);
        }
    }

    boolean active() {
        return !text.isEmpty();
    }

    /** Lines to expand so that all that match can be seen, as far as that doesn't make the tree too long. */
    Set<NavigatorNode> onTheWay() {
        return visible.size() <= MANY ? Set.copyOf(onTheWay)
                : onTheWay.stream().filter(node -> node.parent().isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public boolean select(Viewer viewer, Object parent, Object element) {
        return !active() || visible.contains(element);
    }

    private boolean search(NavigatorNode node) {
        boolean matches = matches(node.item());
        boolean below = false;
        for (NavigatorNode child : node.children()) {
            below |= search(child);
        }
        if (below) {
            onTheWay.add(node);
        } else if (matches) {
            node.children().forEach(this::showAll);
        }
        if (matches || below) {
            visible.add(node);
        }
        return matches || below;
    }

    private void showAll(NavigatorNode node) {
        visible.add(node);
        node.children().forEach(this::showAll);
    }

    private boolean matches(NavigatorItem item) {
        return item.name().toLowerCase(Locale.ROOT).contains(text) || item.suffix().toLowerCase(Locale.ROOT).contains(text);
    }
}
