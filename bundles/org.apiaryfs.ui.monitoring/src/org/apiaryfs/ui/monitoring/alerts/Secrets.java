package org.apiaryfs.ui.monitoring.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.spec.PBEKeySpec;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

/**
 * Passwords and the like, kept in Equinox secure storage: encrypted in one file, by a random key in another that only the
 * user can read. So they are safe in copies of the preferences, and nobody has to be asked for a master password.
 *
 * <p>Thread-safe; no method blocks. Futures fail with {@link IOException}.
 */
public final class Secrets {
    private static final int KEY_LENGTH = 32; // bytes

    private final Path directory;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("secrets").factory()); // one after the other

    /** @param directory where the files are; is made when there is something to keep */
    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** All secrets of an owner by their names. */
    public CompletableFuture<Map<String, String>> of(String owner) {
        return work(root -> {
            var all = new HashMap<String, String>();
            if (root.nodeExists(owner)) {
                for (String name : root.node(owner).keys()) {
                    all.put(name, root.node(owner).get(name, ""));
                }
            }
            return all;
        });
    }

    /** Keeps these instead of the former of this owner; empty ones are left out. */
    public CompletableFuture<Void> put(String owner, Map<String, String> secrets) {
        return work(root -> {
            root.node(owner).removeNode();
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                if (!secret.getValue().isEmpty()) {
                    root.node(owner).put(secret.getKey(), secret.getValue(), true);
                }
            }
            root.flush();
            return null;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(ISecurePreferences root) throws IOException, StorageException;
    }

    private <T> CompletableFuture<T> work(Work<T> work) {
        var result = new CompletableFuture<T>();
        worker.execute(() -> {
            try {
                result.complete(work.with(open()));
            } catch (StorageException e) {
                result.completeExceptionally(new IOException(e.getMessage(), e));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private ISecurePreferences open() throws IOException {
        Files.createDirectories(directory);
        return SecurePreferencesFactory.open(directory.resolve("secrets").toUri().toURL(), Map.of(
                IProviderHints.DEFAULT_PASSWORD, new PBEKeySpec(key().toCharArray()),
                IProviderHints.PROMPT_USER, false));
    }

    private String key() throws IOException {
        Path file = directory.resolve("key");
        FileAttribute<?>[] mine = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        if (Files.notExists(file)) {
            var random = new byte[KEY_LENGTH];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, mine);
            Files.writeString(file, Base64.getEncoder().encodeToString(random), StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}
