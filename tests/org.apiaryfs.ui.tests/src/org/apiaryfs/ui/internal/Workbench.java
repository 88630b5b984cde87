package org.apiaryfs.ui.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.ClusterSession;
import org.apiaryfs.ui.OpenClusters;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;

/** What tests need of the running workbench. Called from the test thread, which is not the UI thread. */
final class Workbench {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WELCOME = "org.apiaryfs.ui.view.welcome";

    static {
        FirstStart.leave();
    }

    private Workbench() { }

    /** The welcome page covers the others until a cluster is known. A class of its own, for the UI thread must not wait for the outer one. */
    private static final class FirstStart {
        static void leave() {
            PlatformUI.getWorkbench().getDisplay().syncExec(() -> {
                IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
                Optional.ofNullable(page.findViewReference(WELCOME)).ifPresent(page::hideView);
            });
        }
    }

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
        return await(what, PATIENCE, supplier);
    }

    /** The same for what takes longer, such as the start of processes on a loaded machine. */
    static <T> T await(String what, Duration patience, Supplier<Optional<T>> supplier) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Optional<T> found = ui(supplier);
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
    }

    /** Brings a view to the front, in the present perspective. */
    static <T extends IViewPart> T showView(String id, Class<T> type) {
        return ui(() -> {
            try {
                return type.cast(page().showView(id));
            } catch (PartInitException e) {
                throw new IllegalStateException(id, e);
            }
        });
    }

    static void hideView(String id) {
        ui(() -> {
            Optional.ofNullable(page().findViewReference(id)).ifPresent(page()::hideView);
            return true;
        });
    }

    /** Executes a command as its key does, and waits until that is done. */
    static void run(String command) {
        ui(() -> {
            execute(command);
            return true;
        });
    }

    /** Of the workbench. */
    static <T> T service(Class<T> type) {
        return PlatformUI.getWorkbench().getService(type);
    }

    /** Makes a cluster known, unless it is, opens it and selects it. */
    static ClusterSession open(ClusterProfile profile) {
        return ui(() -> {
            service(ClusterProfiles.class).addUnsaved(profile);
            service(OpenClusters.class).open(profile);
            ClusterNavigator.reveal(profile.id());
            return service(OpenClusters.class).session(profile.id()).orElseThrow();
        });
    }

    /** UI thread. */
    static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    /** The tree of the navigator. */
    static Tree navigator() {
        return tree("the navigator", tree -> tree.getColumnCount() == 0);
    }

    /** The tree with columns that shows the current cluster; in front after that. */
    static Tree table() {
        showView(ClusterView.ID, ClusterView.class);
        return tree("the table", tree -> tree.getColumnCount() > 0);
    }

    private static Tree tree(String what, Predicate<Tree> wanted) {
        return await(what, () -> shell().flatMap(shell -> descendants(shell).filter(Tree.class::isInstance).map(Tree.class::cast).filter(wanted).findFirst()));
    }

    /** Brings a view to the front; what was active before stays so unless it is behind the view now. */
    static IViewPart show(String view) {
        return ui(() -> {
            try {
                IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
                IWorkbenchPart before = page.getActivePart();
                IViewPart shown = page.showView(view);
                if (before != null) {
                    page.activate(before);
                }
                if (!page.isPartVisible(shown)) {
                    page.activate(shown);
                }
                return shown;
            } catch (PartInitException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Removes all profiles; their sessions end with them. */
    static void forgetClusters() {
        ui(() -> {
            var profiles = service(ClusterProfiles.class);
            profiles.all().forEach(profile -> profiles.remove(profile.id()));
            return true;
        });
    }

    /** Executes a command as its key does, and waits for the dialog of this title. */
    static Shell openDialog(String command, String title) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> execute(command)); // returns when the dialog is closed
        return Widgets.awaitWindow(title);
    }

    /** Brings a view to the front. UI thread. */
    static IViewPart showView(String id) {
        try {
            return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().showView(id);
        } catch (PartInitException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes what windows a failed test has left open. */
    static void closeDialogs() {
        ui(() -> {
            Stream.of(PlatformUI.getWorkbench().getDisplay().getShells()).filter(shell -> !shell.isDisposed() && shell.isVisible() && shell.getParent() != null)
                    .forEach(Shell::close);
            return true;
        });
    }

    static void toggleTheme() {
        run("org.apiaryfs.ui.toggleTheme");
    }

    /** Takes a picture of the workbench's window in the light and one in the dark theme. */
    static void screenshots(String name) {
        screenshot(name + "-light");
        toggleTheme();
        try {
            screenshot(name + "-dark");
        } finally {
            toggleTheme();
        }
    }

    /** Failures are in the log; what was to happen will be missed. UI thread. */
    static void execute(String command) {
        try {
            service(IHandlerService.class).executeCommand(command, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes a picture of the workbench's window for people to look at. */
    static void screenshot(String name) {
        screenshot(name, ui(() -> shell().orElseThrow()));
    }

    /** Takes a picture of a window for people to look at, when nothing in it moves any more. */
    static void screenshot(String name, Shell window) {
        var last = new AtomicReference<>(new byte[0]);
        ImageData picture = await("a picture that stays", () -> {
            ImageData now = picture(window);
            return Arrays.equals(last.getAndSet(now.data), now.data) ? Optional.of(now) : Optional.empty();
        });
        save(name, picture);
    }

    /** Takes a picture of a window in which something moves. */
    static void snapshot(String name, Shell window) {
        save(name, ui(() -> picture(window)));
    }

    private static void save(String name, ImageData picture) {
        int zoom = ui(() -> shell().orElseThrow().getMonitor().getZoom());
        Path directory = Path.of("target", zoom == 100 ? "screenshots" : "screenshots-" + zoom); // below the module, where tests run
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var loader = new ImageLoader();
        loader.data = new ImageData[] {picture};
        loader.save(directory.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
    }

    /** The window of the workbench as it is on the screen. UI thread. */
    static ImageData picture() {
        return picture(shell().orElseThrow());
    }

    private static ImageData picture(Shell window) {
        Rectangle place = window.getBounds();
        var image = new Image(window.getDisplay(), place.width, place.height);
        var gc = new GC(window.getDisplay());
        try {
            gc.copyArea(image, place.x, place.y);
            return image.getImageData(window.getMonitor().getZoom()); // all dots of the screen
        } finally {
            gc.dispose();
            image.dispose();
        }
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
