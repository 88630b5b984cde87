package org.apiaryfs.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** The installation under test, as the build has assembled it. */
public final class Installation {
    private Installation() {}

    /** A program in its bin directory. */
    public static Path program(String name) {
        Path program = Path.of(System.getProperty("apiary.dist", "installer/target/dist"), "bin", name).toAbsolutePath();
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(program + " is missing; './apiary build' makes it");
        }
        return program;
    }
}
