package org.apiaryfs.daemons.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that was just started, until it says that it is ready. Immutable.
 *
 * @param name of the daemon
 * @param process it
 * @param ready completes when it is ready, fails with {@link LocalException} if it ends before that
 */
record Started(String name, ProcessRef process, CompletableFuture<Void> ready) {
    /** Begins the word of a program that gives up and says why by the same way; a code follows, and the reason. */
    private static final Pattern REFUSAL = Pattern.compile("failed \\d+ (.*)");

    /**
     * @param errors where its standard error goes
     * @throws LocalException if it ended at once
     */
    static Started watch(String name, Process process, Path errors) throws LocalException {
        ProcessRef reference = ProcessRef.of(process.pid()).orElse(null);
        if (reference == null) {
            throw new LocalException(name + " ended at once: " + lastLine(errors));
        }
        CompletableFuture<Void> ready = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String word = out.readLine();
                Matcher refusal = REFUSAL.matcher(word == null ? "" : word);
                if (refusal.matches()) {
                    ready.completeExceptionally(new LocalException(name + " refused to start: " + refusal.group(1)));
                } else if (word != null) {
                    ready.complete(null);
                } else {
                    process.waitFor(); // so that what it had to say is complete
                    ready.completeExceptionally(new LocalException(name + " refused to start: " + lastLine(errors)));
                }
            } catch (IOException | InterruptedException e) {
                ready.completeExceptionally(new LocalException(name + ": " + e));
            }
        });
        return new Started(name, reference, ready);
    }

    private static String lastLine(Path errors) {
        try {
            return Files.readAllLines(errors, StandardCharsets.ISO_8859_1).stream().filter(line -> !line.isBlank())
                    .reduce((a, b) -> b).orElse("it gave no reason") + "   (see " + errors + ")";
        } catch (IOException e) {
            return "no reason can be read: " + e;
        }
    }
}
