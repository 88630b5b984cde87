package org.apiaryfs.admin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and paths of entries as people see and type them, and back without loss. Names are bytes, which need not be UTF-8:
 * what isn't, and control characters, are written {@code \xHH} byte by byte; so is a backslash that would look like the
 * beginning of that. Stateless.
 */
public final class EntryName {
    /** Bytes that are written so; a slash or a NUL, which no name has, never. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\x(0[1-9a-fA-F]|1[0-9a-fA-F]|5[cC]|7[fF]|[89a-fA-F][0-9a-fA-F])");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LONGEST = 4; // bytes of a character

    private EntryName() {}

    /** @param wire bytes, one char each */
    public static String of(String wire) {
        if (plain(wire)) {
            return wire;
        }
        byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
        Optional<String> whole = utf8(bytes, 0, bytes.length).filter(text -> text.indexOf('\\') < 0 && text.chars().noneMatch(Character::isISOControl));
        if (whole.isPresent()) {
            return whole.get();
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = character(bytes, at);
            String decoded = new String(bytes, at, Math.max(length, 1), StandardCharsets.UTF_8);
            boolean misleading = bytes[at] == '\\' && ESCAPE.matcher(wire).region(at, wire.length()).lookingAt();
            if (length == 0 || misleading || Character.isISOControl(decoded.codePointAt(0))) {
                for (int i = 0; i < Math.max(length, 1); i++) {
                    text.append("\\x").append(HEX.toHexDigits(bytes[at + i]));
                }
            } else {
                text.append(decoded);
            }
            at += Math.max(length, 1);
        }
        return text.toString();
    }

    private static boolean plain(String wire) {
        return wire.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\');
    }

    /** Number of bytes that are one character in UTF-8; 0 if there is none. */
    private static int character(byte[] bytes, int at) {
        for (int length = 1; length <= LONGEST && at + length <= bytes.length; length++) {
            if (utf8(bytes, at, length).isPresent()) {
                return length;
            }
        }
        return 0;
    }

    private static Optional<String> utf8(byte[] bytes, int at, int length) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** As it goes over the wire: bytes, one char each. */
    public static String toWire(String text) {
        Matcher escapes = ESCAPE.matcher(text);
        StringBuilder wire = new StringBuilder();
        int end = 0;
        while (escapes.find()) {
            wire.append(DisplayText.toWire(text.substring(end, escapes.start()))).append((char) HexFormat.fromHexDigits(escapes.group(1)));
            end = escapes.end();
        }
        return wire.append(DisplayText.toWire(text.substring(end))).toString();
    }

    /** Of a path that this host's file system has. */
    public static String ofHost(String path) {
        return of(DisplayText.toWire(path));
    }

    /** The path as this host's file system has it; empty if Java can't name it, since it isn't UTF-8. */
    static Optional<String> onHost(String text) {
        byte[] bytes = toWire(text).getBytes(StandardCharsets.ISO_8859_1);
        return utf8(bytes, 0, bytes.length);
    }
}
