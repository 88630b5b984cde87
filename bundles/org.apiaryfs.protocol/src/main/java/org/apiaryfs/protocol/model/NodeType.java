package org.apiaryfs.protocol.model;

import java.util.Optional;

/** Kinds of nodes (spec framing §5.1); the width on the wire differs by message. */
public enum NodeType {
    /** No node. */
    INVALID(0),
    /** Metadata server. */
    META(1),
    /** Storage server. */
    STORAGE(2),
    /** Client. */
    CLIENT(3),
    /** Management server. */
    MGMT(4),
    /** Helper daemon of the kernel client. */
    HELPER(5);

    private final int number;

    NodeType(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The value with this number, empty if none has it. */
    public static Optional<NodeType> of(int number) {
        for (NodeType value : values()) {
            if (value.number == number) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
