package org.apiaryfs.node;

import java.util.ArrayList;
import java.util.List;

/** Takes the steps of a start back, last one first, unless all went well. Used by the thread that starts. */
public final class Undo implements AutoCloseable {
    private final List<Runnable> steps = new ArrayList<>();

    /** What is to be done if the start fails later. */
    public void add(Runnable step) {
        steps.add(step);
    }

    /** All went well. */
    public void keep() {
        steps.clear();
    }

    @Override
    public void close() {
        steps.reversed().forEach(Runnable::run);
    }
}
