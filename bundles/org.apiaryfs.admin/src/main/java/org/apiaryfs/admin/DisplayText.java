package org.apiaryfs.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text from the wire, one char per byte, as people should see it, and back. Names are bytes; most
 * are UTF-8, but nothing guarantees it. Stateless.
 */
public final class DisplayText {
    private DisplayText() {}

    /** UTF-8 is decoded; what isn't UTF-8 stays as it is. Control characters become '?'. */
    public static String of(String wire) {
        return plain(wire) ? wire : printable(decoded(wire), false);
    }

    private static boolean plain(String wire) {
        for (int i = 0; i < wire.length(); i++) {
            char c = wire.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** The same for texts of several lines: line breaks and tabs stay. */
    public static String lines(String wire) {
        return printable(decoded(wire), true);
    }

    private static String printable(String text, boolean lines) {
        return text.codePoints().map(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String decoded(String wire) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            return wire;
        }
    }

    /** Text of people as it goes over the wire: its UTF-8 bytes, one char each. */
    public static String toWire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
