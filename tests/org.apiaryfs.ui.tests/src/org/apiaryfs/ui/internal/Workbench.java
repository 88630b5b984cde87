package org.apiaryfs.ui.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** What tests need of the running workbench. Called from the test thread, which is not the UI thread. */
final class Workbench {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Workbench() { }

    /** Runs the action on the UI thread and returns what it returns or throws what it throws. */
    static <T> T ui(Supplier<T> action) {
        var result = new CompletableFuture<T>();
        PlatformUI.getWorkbench().getDisplay().syncExec(() -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    /** Waits until the supplier, asked on the UI thread, has a value: the widgets of a workbench give no one event to wait for. */
    static <T> T await(String what, Supplier<Optional<T>> supplier) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = ui(supplier);
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
    }

    /** The first control of this type in the workbench's window. */
    static <W extends Control> W await(Class<W> type) {
        return await(type.getSimpleName(), () -> shell().flatMap(shell -> descendants(shell).filter(type::isInstance).map(type::cast).findFirst()));
    }

    /** The workbench's window, if it is open. UI thread. */
    static Optional<Shell> shell() {
        var windows = PlatformUI.getWorkbench().getWorkbenchWindows();
        return windows.length == 0 ? Optional.empty() : Optional.ofNullable(windows[0].getShell());
    }

    static Stream<Control> descendants(Composite root) {
        return Stream.of(root.getChildren())
                .flatMap(child -> Stream.concat(Stream.of(child), child instanceof Composite inner ? descendants(inner) : Stream.empty()));
    }
}
