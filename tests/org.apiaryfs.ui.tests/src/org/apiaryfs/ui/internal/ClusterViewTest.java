package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.junit.jupiter.api.Test;

/** The cluster view in the running workbench. */
class ClusterViewTest {
    @Test
    void showsItsColumnsAtStart() {
        Tree tree = Workbench.await(Tree.class);
        List<String> titles = Workbench.ui(() -> Arrays.stream(tree.getColumns()).map(TreeColumn::getText).toList());

        assertEquals(List.of("Name", "ID", "Type", "Address", "Reachability", "Consistency", "Free", "Total"), titles);
    }
}
