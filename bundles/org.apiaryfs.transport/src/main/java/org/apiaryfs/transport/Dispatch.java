package org.apiaryfs.transport;

import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apiaryfs.protocol.Envelope;

/** Where a handler runs. Immutable. */
public sealed interface Dispatch {
    /** On the connection's event loop: only for handlers that never block and are done within microseconds. */
    Dispatch EVENT_LOOP = new EventLoop();
    /** On a virtual thread of its own: for handlers that wait for others. */
    Dispatch VIRTUAL_THREAD = new VirtualThread();

    /** On the executor that a function finds for the request, such as a target's pool. */
    static Dispatch on(Function<Envelope, Executor> choice) {
        return new Chosen(choice);
    }

    /** See {@link #EVENT_LOOP}. */
    record EventLoop() implements Dispatch {}

    /** See {@link #VIRTUAL_THREAD}. */
    record VirtualThread() implements Dispatch {}

    /** @param choice runs on the event loop; an executor that rejects the task costs the connection */
    record Chosen(Function<Envelope, Executor> choice) implements Dispatch {}
}
