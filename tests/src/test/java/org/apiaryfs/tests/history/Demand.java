package org.apiaryfs.tests.history;

import java.util.List;

/** Something that an operation demands of the names that there are while it runs. Immutable. */
sealed interface Demand {
    /** The names were so at some moment. */
    @FunctionalInterface
    non-sealed interface Observation extends Demand {
        boolean holds(Names names);
    }

    /** The names changed, or were one thing at one moment and another at a later. */
    @FunctionalInterface
    non-sealed interface Progress extends Demand {
        /** Nothing has happened yet. */
        long START = 0;
        /** Everything has happened. */
        long END = -1;

        /**
         * What may happen next; empty if nothing may with these names.
         *
         * @param progress how far it has got: {@link #START}, or what the last step left there
         */
        List<Step> next(Names names, long progress);
    }

    /**
     * A moment.
     *
     * @param names as they are after it
     * @param progress how far the operation has got, {@link Progress#END} if it is through
     */
    record Step(Names names, long progress) {
        static List<Step> end(Names names) {
            return List.of(new Step(names, Progress.END));
        }
    }
}
