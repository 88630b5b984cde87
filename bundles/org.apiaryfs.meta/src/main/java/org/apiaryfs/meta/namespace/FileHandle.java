package org.apiaryfs.meta.namespace;

import java.util.Locale;
import org.apiaryfs.meta.store.SessionFile;

/**
 * The text by which a client names an open file: number of the handle in hexadecimal, "#", entry ID
 * (spec meta §3.7). Immutable.
 */
public record FileHandle(int number, String entryId) {
    /** Parses leniently, as the reference does: without "#" the number is 0. */
    public static FileHandle parse(String text) {
        int hash = text.indexOf('#');
        if (hash < 0) {
            return new FileHandle(0, text);
        }
        int number;
        try {
            number = hash == 0 ? 0 : Integer.parseUnsignedInt(text.substring(0, hash), 16);
        } catch (NumberFormatException e) {
            number = 0;
        }
        return new FileHandle(number, text.substring(hash + 1));
    }

    public static FileHandle of(SessionFile file) {
        return new FileHandle(file.number(), file.file().id());
    }

    /** As on the wire. */
    public String text() {
        return Integer.toHexString(number).toUpperCase(Locale.ROOT) + "#" + entryId;
    }
}
