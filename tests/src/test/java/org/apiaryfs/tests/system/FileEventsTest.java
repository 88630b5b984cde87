package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apiaryfs.tests.support.Shell;
import org.apiaryfs.tests.support.TestCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears of work on a mount. */
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FileEventsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /** Prints a line "type path target" per packet, until the connection ends. */
    private static final String LISTENER = """
            import socket, struct, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            s.bind(sys.argv[1]); s.listen(1)
            print('listening', flush=True)
            c, _ = s.accept()
            while True:
                p = c.recv(65536)
                if not p: break
                major, minor, size, dropped, missed, kind = struct.unpack_from('<HHIQQI', p)
                at, texts = 28, []
                for _ in range(5):
                    n, = struct.unpack_from('<I', p, at); texts.append(p[at + 4:at + 4 + n].decode('latin-1')); at += 5 + n
                assert (major, minor, size, at, dropped) == (1, 0, len(p), size, 0)
                print(kind, texts[2], texts[3], flush=True)
            """;

    @TempDir
    Path dir;

    @Test
    void eachClassOfEventsIsHeardWithItsPaths() throws Exception {
        Shell.require("python3");
        Path socket = dir.resolve("events");
        Process listener = new ProcessBuilder("python3", "-c", LISTENER, socket.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader heard = new BufferedReader(new InputStreamReader(listener.getInputStream(), StandardCharsets.ISO_8859_1));
                TestCluster cluster = new TestCluster(dir.resolve("cluster"), 2, "sysFileEventLogTarget=unix:" + socket).start()) {
            assertEquals("listening", heard.readLine());
            Path mnt = cluster.mount("sysFileEventLogMask=flush+trunc+setattr+close+link-op+read").directory();

            expect(heard, mnt, "mkdir -p a/b", "5 /a ", "5 /a/b ");
            expect(heard, mnt, "cp /etc/hostname a/b/f", "4 /a/b/f ", "0 /a/b/f ", "3 /a/b/f ");
            expect(heard, mnt, "cat a/b/f > /dev/null", "12 /a/b/f ");
            expect(heard, mnt, "chmod 600 a/b/f", "2 /a/b/f ");
            expect(heard, mnt, "truncate -s 10 a/b/f", "1 /a/b/f ", "0 /a/b/f ", "3 /a/b/f ");
            expect(heard, mnt, "ln a/b/f a/g", "10 /a/g /a/b/f");
            expect(heard, mnt, "ln -s a/b/f link", "7 /link a/b/f");
            expect(heard, mnt, "mkfifo a/p", "6 /a/p ");
            expect(heard, mnt, "mv a/p a/q", "11 /a/p /a/q");
            // The paths below a renamed directory are the new ones.
            expect(heard, mnt, "mv a/b c", "11 /a/b /c");
            expect(heard, mnt, "chmod 644 c/f", "2 /c/f ");
            expect(heard, mnt, "rm c/f a/g a/q link", "9 /c/f ", "9 /a/g ", "9 /a/q ", "9 /link ");
            expect(heard, mnt, "rmdir c a", "8 /c ", "8 /a ");
        } finally {
            listener.destroyForcibly();
        }
    }

    private static void expect(BufferedReader heard, Path mnt, String command, String... events) throws Exception {
        Shell.run(mnt, LIMIT, command);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events.length; i++) {
            lines.add(heard.readLine());
        }
        assertEquals(List.of(events), lines, command);
        assertTrue(!heard.ready() || heard.readLine() == null, () -> "more was heard after: " + command);
    }
}
