package org.apiaryfs.ui.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.PlatformUI;

/**
 * Looks whether the UI thread lets people wait: from {@link #start} to {@link #close}. Judged isn't the time that passes, for
 * that depends on what else a machine does, but what the thread does: how much processor time one event takes, and whether it
 * is seen waiting for the network, a disk or another thread, but for the files of the program itself.
 *
 * <p>What tests do themselves on the UI thread doesn't count. Called from the test thread.
 */
final class UiThreadWatch implements AutoCloseable {
    /** What people don't notice. */
    static final Duration LIMIT = Duration.ofMillis(50);

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int FRAMES = 40; // of a stack, for people
    private static final Pattern WAITS = Pattern.compile("java\\.util\\.concurrent\\.(CompletableFuture\\.(get|join)|FutureTask\\.get|CountDownLatch\\.await"
            + "|Semaphore\\.acquire|LinkedBlockingQueue\\.|locks\\.LockSupport\\.park)|java\\.lang\\.(Thread\\.(sleep|join)|Object\\.wait|ProcessImpl\\.waitFor)"
            + "|sun\\.nio\\.(ch|fs)\\.|java\\.net\\.|java\\.io\\.(File|RandomAccess)|io\\.netty\\.channel\\.");
    /** Reading the program itself: classes, texts and pictures are fetched from its bundles by whichever thread needs them first. */
    private static final Pattern PROGRAM = Pattern.compile("org\\.eclipse\\.osgi\\.storage\\.bundlefile\\.|jdk\\.internal\\.loader\\.");
    private static final Pattern OURS = Pattern.compile("org\\.apiaryfs\\..*");
    private static final String TESTS = Workbench.class.getName();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Display display = PlatformUI.getWorkbench().getDisplay();
    private final Listener listener = this::event;
    private final Thread watcher = Thread.ofPlatform().name("ui-thread-watch").daemon().unstarted(this::watch);
    private final List<String> waits = new CopyOnWriteArrayList<>();
    private final List<String> longEvents = new CopyOnWriteArrayList<>();
    private final Deque<long[]> events = new ArrayDeque<>(); // UI thread: when each began, and the time of those within
    private volatile long longest;
    private volatile long number; // of the event that goes on; 0 = none
    private volatile String seen = "";
    private volatile boolean closed;

    private UiThreadWatch() { }

    static UiThreadWatch start() {
        var watch = new UiThreadWatch();
        Workbench.ui(() -> {
            Stream.of(SWT.PreEvent, SWT.PostEvent).forEach(type -> watch.display.addListener(type, watch.listener));
            return true;
        });
        watch.watcher.start();
        return watch;
    }

    /** Where the UI thread has waited for something for longer than {@link #LIMIT}; each with the stack. */
    List<String> waits() {
        return List.copyOf(waits);
    }

    /** Events that took the UI thread more processor time than {@link #LIMIT}; each with a stack seen meanwhile. */
    List<String> longEvents() {
        return List.copyOf(longEvents);
    }

    /** Processor time of the event that took most of it. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    private void event(Event event) {
        long now = threads.getCurrentThreadCpuTime();
        if (event.type == SWT.PreEvent) {
            events.push(new long[] {now, 0});
            seen = "";
            number++;
        } else if (!events.isEmpty()) { // else it began before this watch
            long[] ended = events.pop();
            long whole = now - ended[0];
            if (!events.isEmpty()) {
                events.peek()[1] += whole;
            }
            ended(whole - ended[1]);
        }
    }

    private void ended(long nanos) {
        if (!seen.contains(TESTS)) {
            longest = Math.max(longest, nanos);
            if (nanos > LIMIT.toNanos()) {
                longEvents.add(Duration.ofNanos(nanos).toMillis() + " ms:\n" + seen);
            }
        }
        number++;
    }

    private void watch() {
        long waitingIn = -1;
        long since = 0;
        while (!closed) {
            long event = number;
            StackTraceElement[] stack = display.getThread().getStackTrace();
            String text = Stream.of(stack).limit(FRAMES).map(frame -> "    " + frame).collect(Collectors.joining("\n"));
            boolean ours = Stream.of(stack).anyMatch(frame -> OURS.matcher(frame.getClassName()).matches());
            boolean test = text.contains(TESTS);
            if (ours && !test) {
                seen = text;
            } else if (test) {
                seen = TESTS;
            }
            List<String> within = Stream.of(stack).takeWhile(frame -> !OURS.matcher(frame.getClassName()).matches())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName()).toList();
            boolean waits = ours && !test && within.stream().anyMatch(frame -> WAITS.matcher(frame).lookingAt())
                    && within.stream().noneMatch(frame -> PROGRAM.matcher(frame).lookingAt());
            if (!waits || event != waitingIn) {
                waitingIn = waits ? event : -1;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > LIMIT.toNanos()) {
                this.waits.add(text);
                waitingIn = -1;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public void close() {
        closed = true;
        Workbench.ui(() -> {
            Stream.of(SWT.PreEvent, SWT.PostEvent).forEach(type -> display.removeListener(type, listener));
            return true;
        });
    }
}
