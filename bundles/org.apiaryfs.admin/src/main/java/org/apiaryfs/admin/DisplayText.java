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
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(wire.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            text = wire;
        }
        return text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** Text of people as it goes over the wire: its UTF-8 bytes, one char each. */
    public static String toWire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
