package org.apiaryfs.daemons.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output that, unlike {@link System#out}, says when nobody gets what is written. Thread-safe; no other class may keep text back. */
public final class StandardOutput {
    private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private StandardOutput() {}

    /** Writes all of a text. @throws IOException if that can't be done */
    public static void print(String text) throws IOException {
        System.out.flush();
        OUT.write(text.getBytes(System.out.charset()));
    }

    /** Whether writing failed since the program that reads has enough, such as head(1). */
    public static boolean readerHasEnough(IOException failure) {
        return "Broken pipe".equals(failure.getMessage());
    }
}
