package org.apiaryfs.mgmt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.ClusterState;
import org.apiaryfs.mgmt.internal.state.Draft;
import org.apiaryfs.mgmt.internal.state.Nodes;
import org.apiaryfs.mgmt.internal.state.Notice;
import org.apiaryfs.protocol.model.NodeInfo;
import org.apiaryfs.protocol.model.NodeType;
import org.junit.jupiter.api.Test;

class NewsQueueTest {
    private final NewsQueue queue = new NewsQueue();

    private static NodeInfo node(NodeType type, int id, int port) {
        return new NodeInfo(type + "-" + id, List.of(), id, port, type == NodeType.CLIENT ? 0 : port, type.number());
    }

    private static Nodes nodes(NodeInfo... all) {
        Draft draft = new Draft(ClusterState.EMPTY);
        for (NodeInfo node : all) {
            draft.change(new Change.NodePut(node));
        }
        return draft.registry().nodes();
    }

    private void add(Notice... notices) {
        for (Notice notice : notices) {
            queue.add(new News(notice, Nodes.EMPTY, 0));
        }
    }

    private List<Notice> take(int number) throws InterruptedException {
        List<Notice> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            taken.add(queue.take().notice());
        }
        return taken;
    }

    @Test
    void theOrderIsKeptAndOfTheSameThingTheLastCounts() throws Exception {
        Notice meta = new Notice.NodeAdded(node(NodeType.META, 1, 1));
        Notice gone = new Notice.NodeRemoved(NodeType.STORAGE, 1);
        Notice pools = new Notice.TargetsMapped(1, Map.of(1, 1));
        add(new Notice.NodeAdded(node(NodeType.STORAGE, 1, 1)), meta, pools, gone);
        assertEquals(List.of(gone, meta, pools), take(3));
    }

    @Test
    void aNewNodeThatMovesIsStillNew() throws Exception {
        add(new Notice.NodeAdded(node(NodeType.STORAGE, 1, 1)), new Notice.NodeMoved(node(NodeType.STORAGE, 1, 2)));
        assertEquals(List.of(new Notice.NodeAdded(node(NodeType.STORAGE, 1, 2))), take(1));
        add(new Notice.NodeMoved(node(NodeType.STORAGE, 1, 3)));
        assertEquals(List.of(new Notice.NodeMoved(node(NodeType.STORAGE, 1, 3))), take(1));
    }

    @Test
    void targetsOfAServerAreToldTogether() throws Exception {
        add(new Notice.TargetsMapped(1, Map.of(1, 1)), new Notice.TargetsMapped(2, Map.of(5, 1)), new Notice.TargetsMapped(1, Map.of(2, 1)),
                new Notice.TargetsMapped(1, Map.of(1, 3)));
        assertEquals(List.of(new Notice.TargetsMapped(1, Map.of(1, 3, 2, 1)), new Notice.TargetsMapped(2, Map.of(5, 1))), take(2));
    }

    @Test
    void aTargetIsOnlyToldToBeWhereItIs() throws Exception {
        add(new Notice.TargetsMapped(2, Map.of(7, 1)), new Notice.TargetsMapped(1, Map.of(1, 1, 2, 1)), new Notice.TargetsMapped(2, Map.of(2, 1)),
                new Notice.TargetsMapped(3, Map.of(7, 1)));
        assertEquals(List.of(new Notice.TargetsMapped(2, Map.of(2, 1)), new Notice.TargetsMapped(1, Map.of(1, 1)), new Notice.TargetsMapped(3, Map.of(7, 1))),
                take(3));
    }

    @Test
    void onlyThoseAreToldWhoWereThereAndAreStillAtTheirPresentAddress() {
        News news = new News(Notice.Refresh.STORAGE_POOLS, nodes(node(NodeType.CLIENT, 1, 1), node(NodeType.CLIENT, 2, 1), node(NodeType.META, 1, 1)), 0);
        Nodes now = nodes(node(NodeType.CLIENT, 2, 9), node(NodeType.CLIENT, 3, 1), node(NodeType.META, 1, 1));
        assertEquals(List.of(node(NodeType.CLIENT, 2, 9)), news.recipients(NodeType.CLIENT, now));
        assertEquals(List.of(node(NodeType.META, 1, 1)), news.recipients(NodeType.META, now));
    }
}
