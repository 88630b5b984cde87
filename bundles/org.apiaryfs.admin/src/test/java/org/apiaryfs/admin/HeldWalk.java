package org.apiaryfs.admin;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Looks at the first entry of a walk until it is let go on, or interrupted. Thread-safe. */
final class HeldWalk implements WalkVisitor {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    /** What was come across so far. */
    final List<String> paths = new CopyOnWriteArrayList<>();

    @Override
    public void found(WalkedEntry entry) {
        begun.countDown();
        try {
            goOn.await();
            paths.add(entry.details().path());
        } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void failed(String path, Problem problem) {}
}
