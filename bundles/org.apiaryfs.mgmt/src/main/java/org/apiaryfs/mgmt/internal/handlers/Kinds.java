package org.apiaryfs.mgmt.internal.handlers;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.wire.WireFormatException;

/** Turns numbers of messages into types. What isn't one is an error of the sender, and costs it the connection. Stateless. */
final class Kinds {
    private Kinds() {}

    /** Metadata or storage: the two that have states, groups and capacities. */
    static NodeType server(int number) throws WireFormatException {
        NodeType type = registering(number);
        if (type == NodeType.CLIENT) {
            throw new WireFormatException("node type CLIENT where META or STORAGE is expected");
        }
        return type;
    }

    /** A type of node that registers. */
    static NodeType registering(int number) throws WireFormatException {
        return NodeType.of(number).filter(t -> t == NodeType.META || t == NodeType.STORAGE || t == NodeType.CLIENT)
                .orElseThrow(() -> new WireFormatException("node type " + number));
    }

    static List<Consistency> consistencies(List<Integer> numbers) throws WireFormatException {
        List<Consistency> result = new ArrayList<>();
        for (int number : numbers) {
            result.add(Consistency.of(number).orElseThrow(() -> new WireFormatException("consistency state " + number)));
        }
        return result;
    }

    static void sameSize(List<?> first, List<?>... others) throws WireFormatException {
        for (List<?> other : others) {
            if (other.size() != first.size()) {
                throw new WireFormatException("lists of " + first.size() + " and " + other.size() + " elements that belong together");
            }
        }
    }
}
