package org.apiaryfs.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apiaryfs.tests.support.Installation;
import org.apiaryfs.tests.support.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that a former run has left are used only for the jars that they are of. A script plays the JVM. Threading: one thread. */
@Tag("system")
class KeptClassesTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Path jar;

    @BeforeEach
    void install() throws Exception {
        Path lib = Files.createDirectories(home.resolve("lib/aot")).getParent();
        for (String script : List.of("launch.sh", "java.sh", "jars.sh")) {
            Files.copy(Installation.program("apiary-ctl").resolveSibling("../lib").resolve(script), lib.resolve(script));
        }
        jar = Files.writeString(lib.resolve("some.jar"), "classes");
        Files.writeString(lib.resolve("aot/start.aot"), "kept");
        script("bin/start", ". \"$(dirname \"$(readlink -f \"$0\")\")/../lib/launch.sh\"\nlaunch some Main ''\n");
        script("jre/bin/java", "case \"$*\" in *-XX:AOTCache=*) echo kept;; *) echo fresh;; esac\n");
        Shell.run(home, LIMIT, ". lib/jars.sh; jars lib > lib/aot/jars");
    }

    private void script(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        file.toFile().setExecutable(true);
    }

    private String started() throws Exception {
        return Shell.run(home, LIMIT, "bin/start").strip();
    }

    @Test
    void ofTheseJarsAndNoOthers() throws Exception {
        assertEquals("kept", started());
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        assertEquals("fresh", started(), "an older jar of the same size");
        Shell.run(home, LIMIT, ". lib/jars.sh; jars lib > lib/aot/jars");
        assertEquals("kept", started());
        Files.writeString(home.resolve("lib/another.jar"), "more classes");
        assertEquals("fresh", started(), "a further jar");
        Files.delete(home.resolve("lib/another.jar"));
        Files.delete(home.resolve("lib/aot/jars"));
        assertEquals("fresh", started(), "nobody knows of which jars");
    }
}
