package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is in the archives of the product: this platform's always, those of others if the build makes them. */
class ArchivesTest {
    private static final Path ARCHIVES = Path.of(System.getProperty("apiary.archives"));

    /**
     * @param name of the platform, as Eclipse has it
     * @param archive how its archive's name ends
     * @param root folder in the archive, with a slash at its end unless it is empty
     * @param fragment with SWT's native code
     * @param script that starts the program
     */
    private record Platform(String name, String archive, String root, String fragment, String script) {
        Path file() {
            return ARCHIVES.resolve("apiary-admin-" + name + archive);
        }
    }

    private static final List<Platform> PLATFORMS = List.of(
            new Platform("linux.gtk.x86_64", ".tar.gz", "", "org.eclipse.swt.gtk.linux.x86_64", "apiary-admin"),
            new Platform("linux.gtk.aarch64", ".tar.gz", "", "org.eclipse.swt.gtk.linux.aarch64", "apiary-admin"),
            new Platform("win32.win32.x86_64", ".zip", "", "org.eclipse.swt.win32.win32.x86_64", "apiary-admin.cmd"),
            new Platform("macosx.cocoa.x86_64", ".tar.gz", "ApiaryAdmin.app/Contents/Eclipse/", "org.eclipse.swt.cocoa.macosx.x86_64", "apiary-admin"),
            new Platform("macosx.cocoa.aarch64", ".tar.gz", "ApiaryAdmin.app/Contents/Eclipse/", "org.eclipse.swt.cocoa.macosx.aarch64", "apiary-admin"));

    @TestFactory
    Stream<DynamicTest> startWithTheirPlatformsFragment() {
        boolean all = Boolean.getBoolean("apiary.allPlatforms");
        return PLATFORMS.stream().limit(all ? PLATFORMS.size() : 1).map(platform -> DynamicTest.dynamicTest(platform.name(), () -> check(platform)));
    }

    private static void check(Platform platform) throws IOException, InterruptedException {
        List<String> entries = platform.archive().equals(".zip") ? zipped(platform.file()) : tarred(platform.file());

        List<String> fragments = entries.stream().filter(entry -> entry.matches(".*plugins/org\\.eclipse\\.swt\\.(gtk|win32|cocoa)\\..*")).toList();
        assertTrue(fragments.size() == 1 && fragments.getFirst().startsWith(platform.root() + "plugins/" + platform.fragment() + "_"), fragments::toString);
        for (String file : List.of(platform.script(), "logback.xml", "logging.properties", "configuration/config.ini")) {
            assertTrue(entries.contains(platform.root() + file), () -> file + " in " + entries);
        }
        for (String bundle : List.of("org.apiaryfs.ui", "org.apiaryfs.ui.monitoring", "org.apiaryfs.ui.administration", "org.apiaryfs.admin", "org.eclipse.equinox.launcher")) {
            assertTrue(entries.stream().anyMatch(entry -> entry.startsWith(platform.root() + "plugins/" + bundle + "_")), () -> bundle + " in " + entries);
        }
        if (platform.archive().equals(".zip")) {
            try (var zip = new ZipFile(platform.file().toFile())) {
                String script = new String(zip.getInputStream(zip.getEntry(platform.script())).readAllBytes(), StandardCharsets.US_ASCII);
                assertTrue(script.startsWith("@echo off\r\n") && !script.replace("\r\n", "").contains("\n"), "lines as Windows ends them");
            }
        } else {
            assertTrue(output("tar", "tvzf", platform.file().toString()).stream().anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith(" " + platform.root() + platform.script())),
                    "the script can be executed");
        }
    }

    private static List<String> zipped(Path archive) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            return zip.stream().map(Object::toString).toList();
        }
    }

    private static List<String> tarred(Path archive) throws IOException, InterruptedException {
        return output("tar", "tzf", archive.toString());
    }

    private static List<String> output(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("archive", ".list");
        try {
            assertEquals(0, new ProcessBuilder(command).redirectOutput(output.toFile()).start().waitFor(), () -> String.join(" ", command));
            return Files.readAllLines(output);
        } finally {
            Files.delete(output);
        }
    }
}
