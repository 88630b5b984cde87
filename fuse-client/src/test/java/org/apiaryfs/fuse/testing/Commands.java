package org.apiaryfs.fuse.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs with a deadline. Threading: stateless. */
final class Commands {
    private static final int SECONDS = 20;

    private Commands() { }

    /**
     * How a program ended.
     *
     * @param status exit status
     * @param output standard output and error
     */
    record Result(int status, String output) { }

    static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
            try {
                return process.getInputStream().readAllBytes();
            } catch (IOException e) {
                return new byte[0];
            }
        }, task -> Thread.ofVirtual().start(task));
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end within " + SECONDS + " s");
        }
        return new Result(process.exitValue(), new String(output.join(), StandardCharsets.ISO_8859_1));
    }

    /** Runs and expects success. */
    static String expect(String... command) throws IOException, InterruptedException {
        Result result = run(command);
        if (result.status != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + result.status + ": " + result.output);
        }
        return result.output;
    }
}
