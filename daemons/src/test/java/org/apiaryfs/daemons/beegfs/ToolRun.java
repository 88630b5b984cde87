package org.apiaryfs.daemons.beegfs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A run of the tool in this process. Immutable.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record ToolRun(int code, String out, String err) {
    /** Runs it; whoever runs it says yes to every question. */
    static ToolRun of(Host host, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = BeegfsCtl.run(words.toArray(String[]::new), new ByteArrayInputStream("y\n".getBytes(StandardCharsets.US_ASCII)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), host);
        return new ToolRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static ToolRun of(String... words) {
        return of(TestHost.OF_ROOT, List.of(words));
    }
}
