package org.apiaryfs.mgmt.internal.handlers;

import java.util.EnumMap;
import java.util.Map;
import org.apiaryfs.cluster.ClusterView;
import org.apiaryfs.cluster.LocalNode;
import org.apiaryfs.cluster.RootOwner;
import org.apiaryfs.node.CommonHandlers;
import org.apiaryfs.node.LoadHistory;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.transport.DatagramEndpoint;
import org.apiaryfs.transport.Dispatch;
import org.apiaryfs.transport.HandlerTable;
import org.apiaryfs.transport.RequestHandler;

/**
 * Which message is served by whom (spec mgmtd §2). Downloads are made from memory, on the event loop;
 * what changes something waits for the disk, on a virtual thread. Immutable, thread-safe.
 */
public final class MgmtHandlers {
    static final String STOPPING = "the management server is shutting down";

    private final Services services;
    private final NodeHandlers nodes;
    private final TargetHandlers targets;
    private final GroupHandlers groups;
    private final StateHandlers states;
    private final CapacityHandlers capacity;
    private final PoolHandlers pools;
    private final QuotaHandlers quota;

    public MgmtHandlers(Services services) {
        this.services = services;
        EncodedAnswers answers = new EncodedAnswers();
        this.nodes = new NodeHandlers(services, answers);
        this.targets = new TargetHandlers(services, answers);
        this.groups = new GroupHandlers(services);
        this.states = new StateHandlers(services, answers);
        this.capacity = new CapacityHandlers(services);
        this.pools = new PoolHandlers(services, answers);
        this.quota = new QuotaHandlers(services);
    }

    /** Requests by stream. */
    public HandlerTable streams(LocalNode self, LoadHistory load, DebugCommands debug) {
        HandlerTable.Builder table = HandlerTable.builder();
        // A heartbeat of mgmtd that was asked for doesn't name the root's owner: that is, an empty view.
        CommonHandlers.addTo(table, self, new ClusterView(), load, debug);

        table.answer(MessageType.GET_NODES, Dispatch.EVENT_LOOP, nodes::nodes);
        table.answer(MessageType.GET_TARGET_MAPPINGS, Dispatch.EVENT_LOOP, targets::mappings);
        table.answer(MessageType.GET_MIRROR_BUDDY_GROUPS, Dispatch.EVENT_LOOP, groups::groups);
        table.answer(MessageType.GET_TARGET_STATES, Dispatch.EVENT_LOOP, states::states);
        table.answer(MessageType.GET_STATES_AND_BUDDY_GROUPS, Dispatch.EVENT_LOOP, states::statesAndGroups);
        table.answer(MessageType.GET_NODE_CAPACITY_POOLS, Dispatch.EVENT_LOOP, capacity::pools);
        table.answer(MessageType.GET_STORAGE_POOLS, Dispatch.EVENT_LOOP, pools::pools);
        table.answer(MessageType.GET_QUOTA_INFO, Dispatch.EVENT_LOOP, quota::limits);
        table.answer(MessageType.GET_DEFAULT_QUOTA, Dispatch.EVENT_LOOP, quota::defaults);
        table.answer(MessageType.REQUEST_EXCEEDED_QUOTA, Dispatch.EVENT_LOOP, quota::exceeded);

        table.on(MessageType.HEARTBEAT, Dispatch.VIRTUAL_THREAD, nodes::heartbeat);
        table.on(MessageType.REMOVE_NODE, Dispatch.VIRTUAL_THREAD, nodes::remove);
        table.on(MessageType.REFRESH_CAPACITY_POOLS, Dispatch.VIRTUAL_THREAD, capacity::refresh);

        modifying(table, MessageType.REGISTER_NODE, nodes::register);
        modifying(table, MessageType.REGISTER_TARGET, targets::register);
        modifying(table, MessageType.MAP_TARGETS, targets::map);
        modifying(table, MessageType.UNMAP_TARGET, targets::unmap);
        modifying(table, MessageType.SET_MIRROR_BUDDY_GROUP, groups::set);
        modifying(table, MessageType.REMOVE_BUDDY_GROUP, groups::remove);
        modifying(table, MessageType.SET_METADATA_MIRRORING, groups::mirrorRoot);
        modifying(table, MessageType.CHANGE_TARGET_CONSISTENCY_STATES, states::change);
        modifying(table, MessageType.SET_TARGET_CONSISTENCY_STATES, states::set);
        modifying(table, MessageType.SET_STORAGE_TARGET_INFO, capacity::report);
        modifying(table, MessageType.ADD_STORAGE_POOL, pools::add);
        modifying(table, MessageType.MODIFY_STORAGE_POOL, pools::modify);
        modifying(table, MessageType.REMOVE_STORAGE_POOL, pools::remove);
        modifying(table, MessageType.SET_DEFAULT_QUOTA, quota::setDefaults);
        modifyingOn(table, MessageType.SET_QUOTA, quota::set);
        return table.build();
    }

    private void modifying(HandlerTable.Builder table, MessageType type, RequestHandler.Answerer answerer) {
        modifyingOn(table, type, RequestHandler.answering(answerer));
    }

    /** In a clean stop everybody is asked to come back later, to the next management server. */
    private void modifyingOn(HandlerTable.Builder table, MessageType type, RequestHandler handler) {
        table.on(type, Dispatch.VIRTUAL_THREAD, exchange -> {
            if (services.stopping().getAsBoolean()) {
                exchange.reply(new GenericResponse(GenericResponse.TRY_AGAIN, STOPPING));
            } else {
                handler.handle(exchange);
            }
        });
    }

    /** Messages by datagram. */
    public Map<MessageType, DatagramEndpoint.Handler> datagrams(LocalNode self) {
        Map<MessageType, DatagramEndpoint.Handler> table = new EnumMap<>(MessageType.class);
        table.put(MessageType.HEARTBEAT_REQUEST, d -> d.reply(self.heartbeat(RootOwner.UNKNOWN, "")));
        table.put(MessageType.HEARTBEAT, nodes::heartbeat);
        table.put(MessageType.REMOVE_NODE, nodes::remove);
        table.put(MessageType.REFRESH_CAPACITY_POOLS, capacity::refresh);
        return table;
    }
}
