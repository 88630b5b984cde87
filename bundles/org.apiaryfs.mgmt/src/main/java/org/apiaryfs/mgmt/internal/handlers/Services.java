package org.apiaryfs.mgmt.internal.handlers;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.NodeRequests;
import org.apiaryfs.mgmt.MgmtConfig;
import org.apiaryfs.mgmt.internal.Keeper;
import org.apiaryfs.mgmt.internal.quota.QuotaRounds;

/**
 * What handlers work with. Immutable; thread-safe.
 *
 * @param keeper the state
 * @param config what is permitted
 * @param self mgmtd as a node
 * @param clock monotonic nanoseconds
 * @param nodes requests to metadata and storage nodes
 * @param quota rounds of quotas; empty if they are off
 * @param stopping true while a clean stop waits for everybody to take notice; nothing may be changed then
 */
public record Services(Keeper keeper, MgmtConfig config, LocalNode self, LongSupplier clock, NodeRequests nodes,
        Optional<QuotaRounds> quota, BooleanSupplier stopping) {}
