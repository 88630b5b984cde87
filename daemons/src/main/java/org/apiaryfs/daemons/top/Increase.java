package org.apiaryfs.daemons.top;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.admin.OperationCounts;

/**
 * What servers of one type were asked from round to round, in all. Server by server, since the sum also gets smaller when one of them
 * starts anew or doesn't answer. Used by one thread.
 */
public final class Increase {
    private final List<String> operations;
    private Map<ClusterNode, OperationCounts> before = Map.of();

    /** @param operations that these servers count */
    public Increase(List<String> operations) {
        this.operations = operations;
    }

    /**
     * What came since the round before. A server that told nothing then adds nothing now.
     *
     * @param now what each server was asked since it started
     */
    public OperationCounts next(Map<ClusterNode, OperationCounts> now) {
        OperationCounts sum = new OperationCounts(operations, Map.of());
        for (var server : now.entrySet()) {
            OperationCounts former = before.get(server.getKey());
            if (former != null) {
                sum = sum.plus(server.getValue().since(former));
            }
        }
        before = new HashMap<>(now);
        return sum;
    }
}
