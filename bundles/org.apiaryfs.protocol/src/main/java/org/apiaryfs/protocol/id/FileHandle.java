package org.apiaryfs.protocol.id;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Names one open file of one client: {@code HEX#entryID} (spec meta §3.7). Immutable.
 *
 * @param sessionFileId number within the client's session, unsigned
 * @param entryId the file
 */
public record FileHandle(int sessionFileId, String entryId) {
    private static final char SEPARATOR = '#';

    /** The text on the wire. */
    public String format() {
        return Integer.toHexString(sessionFileId).toUpperCase(Locale.ROOT) + SEPARATOR + entryId;
    }

    /**
     * The handle in a text; empty if what precedes the first {@code #} isn't a 32-bit hex number.
     * Without {@code #} the whole text is the entry ID and the number is 0.
     */
    public static Optional<FileHandle> parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.of(new FileHandle(0, text));
        }
        if (separator == 0 || separator > 8 || !text.substring(0, separator).chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new FileHandle(HexFormat.fromHexDigits(text, 0, separator), text.substring(separator + 1)));
    }
}
