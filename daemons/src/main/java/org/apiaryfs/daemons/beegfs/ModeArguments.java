package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apiaryfs.config.ConfigKey;
import org.apiaryfs.protocol.model.NodeType;

/**
 * The words of a command line, {@code --key=value}, {@code --flag} and plain ones, to be taken one by one; what nobody takes
 * is refused at the end (spec admin §1.1). Used by one thread.
 */
final class ModeArguments {
    private static final ConfigKey<Long> SIZE = ConfigKey.size("size", "0", "");
    private static final String PREFIX = "--";

    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    ModeArguments(List<String> line) {
        for (String word : line) {
            if (word.startsWith(PREFIX) && word.length() > PREFIX.length()) {
                int equals = word.indexOf('=');
                options.put(word.substring(PREFIX.length(), equals < 0 ? word.length() : equals), equals < 0 ? "" : word.substring(equals + 1));
            } else {
                words.add(word);
            }
        }
    }

    /** Whether a flag is there; takes it. */
    boolean flag(String key) {
        return options.remove(key) != null;
    }

    /** Whether a key is there; leaves it. */
    boolean has(String key) {
        return options.containsKey(key);
    }

    /** A key's value, if it is there and not empty; takes it. */
    Optional<String> value(String key) {
        return Optional.ofNullable(options.remove(key)).filter(v -> !v.isEmpty());
    }

    /** All keys that fulfil a condition, with their values; takes them. */
    Map<String, String> takeAll(Predicate<String> wanted) {
        Map<String, String> taken = new LinkedHashMap<>();
        options.entrySet().removeIf(e -> {
            if (wanted.test(e.getKey())) {
                taken.put(e.getKey(), e.getValue());
                return true;
            }
            return false;
        });
        return taken;
    }

    /** Whether a key has a value; takes the key if so. */
    boolean is(String key, String value) {
        return options.remove(key, value);
    }

    /** The next plain word; takes it. */
    Optional<String> word() {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.removeFirst());
    }

    /** The next plain word. @throws ModeException if there is none */
    String word(String what) throws ModeException {
        return word().orElseThrow(() -> ModeException.badArguments("No " + what + " was given."));
    }

    /** A number. @throws ModeException if it is none of that range */
    Optional<Long> number(String key, long least, long most) throws ModeException {
        Optional<String> text = value(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(number(PREFIX + key, text.get(), least, most));
    }

    static long number(String what, String text, long least, long most) throws ModeException {
        try {
            long value = Long.parseLong(text.trim());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw ModeException.badArguments("Invalid number for " + what + ": '" + text + "'; expected " + least + " to " + most + ".");
    }

    /** A number of a target, node, pool or group. */
    Optional<Integer> id(String key) throws ModeException {
        return number(key, 0, 0xffff).map(Long::intValue);
    }

    /** Such a number that must be there. */
    int requiredId(String key) throws ModeException {
        return id(key).orElseThrow(() -> ModeException.badArguments(PREFIX + key + " must be set."));
    }

    /** Numbers with commas between them; none if the key isn't there. */
    List<Integer> ids(String key) throws ModeException {
        return ids(PREFIX + key, value(key).orElse(""), 0xffff);
    }

    static List<Integer> ids(String what, String text, long most) throws ModeException {
        List<Integer> ids = new ArrayList<>();
        for (String part : Arrays.stream(text.split(",")).map(String::trim).filter(p -> !p.isEmpty()).toList()) {
            ids.add((int) number(what, part, 0, most));
        }
        return ids;
    }

    /** A size such as 512k. */
    Optional<Long> size(String key) throws ModeException {
        Optional<String> text = value(key);
        try {
            return text.map(SIZE.parser()::parse);
        } catch (IllegalArgumentException e) {
            throw ModeException.badArguments("Invalid size for --" + key + ": '" + text.orElse("") + "'; " + e.getMessage() + ".");
        }
    }

    /** An octal number of permission bits. */
    Optional<Integer> mode(String key) throws ModeException {
        Optional<String> text = value(key);
        if (text.isPresent() && !text.get().matches("[0-7]{1,5}")) {
            throw ModeException.badArguments("Invalid access mode for --" + key + ": '" + text.get() + "'; expected octal digits such as 0755.");
        }
        return text.map(t -> Integer.parseInt(t, 8) & 07777);
    }

    /** The kind of node that {@code --nodetype} names; empty if it isn't there. @throws ModeException if it is none of those allowed */
    Optional<NodeType> nodeType(NodeType... allowed) throws ModeException {
        Optional<String> text = value("nodetype");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        NodeType type = switch (text.get().toLowerCase(java.util.Locale.ROOT)) {
            case "meta", "metadata" -> NodeType.META;
            case "storage" -> NodeType.STORAGE;
            case "client" -> NodeType.CLIENT;
            case "mgmt", "mgmtd", "management" -> NodeType.MGMT;
            default -> NodeType.INVALID;
        };
        if (!List.of(allowed).contains(type)) {
            throw ModeException.badArguments("Invalid or missing node type.");
        }
        return Optional.of(type);
    }

    /** The same where it must be there. */
    NodeType requiredNodeType(NodeType... allowed) throws ModeException {
        return nodeType(allowed).orElseThrow(() -> ModeException.badArguments("Invalid or missing node type."));
    }

    /** @throws ModeException if something was left over */
    void end() throws ModeException {
        if (!options.isEmpty()) {
            throw left(PREFIX + options.keySet().iterator().next());
        }
        if (!words.isEmpty()) {
            throw left(words.getFirst());
        }
    }

    private static ModeException left(String word) {
        return ModeException.badArguments("Invalid argument: " + word + "\nUse \"--help\" as argument to show usage information.");
    }
}
