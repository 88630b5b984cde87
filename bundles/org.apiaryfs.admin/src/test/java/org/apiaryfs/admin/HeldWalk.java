package org.apiaryfs.admin;

import java.util.concurrent.CountDownLatch;

/** Looks at the first entry of a walk until it is interrupted. Thread-safe. */
final class HeldWalk implements WalkVisitor {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public void found(WalkedEntry entry) {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    @Override
    public void failed(String path, Problem problem) {}
}
