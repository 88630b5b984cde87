package org.apiaryfs.meta;

/** Ways to choose storage targets for new files (tuneTargetChooser, spec meta §4.4). */
public enum TargetChoice {
    /** Spread over the pool at random. */
    RANDOMIZED,
    /** One after the other. */
    ROUND_ROBIN,
    /** One after the other, then shuffled. */
    RANDOM_ROBIN,
    /** One random target each of different nodes. */
    RANDOM_INTER_NODE,
    /** All from one random node. */
    RANDOM_INTRA_NODE
}
