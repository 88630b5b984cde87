package org.apiaryfs.tests.documentation;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.cluster.Notifications;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.MessageType;
import org.apiaryfs.protocol.model.NodeType;

/**
 * Which program serves and sends which message, read off the compiled classes: served is what a
 * server's handler table names, sent what is made by a program's code, or on its behalf by the modules
 * that all share. Threading: immutable.
 */
final class MessageUse {
    private static final String ROOT = "org.apiaryfs.";
    private static final List<String> SERVERS = List.of("mgmtd", "meta", "storage");
    /** What the stream server sees to itself, see {@link org.apiaryfs.transport.HandlerTable}. */
    private static final Set<MessageType> OF_THE_TRANSPORT = Set.of(
            MessageType.AUTHENTICATE_CHANNEL, MessageType.SET_CHANNEL_DIRECT, MessageType.PEER_INFO, MessageType.DUMMY);
    /** Modules whose code runs in several programs. */
    private static final Set<String> SHARED = Set.of("cluster", "node", "transport");
    private static final Map<String, String> PROGRAMS = Map.of("mgmt", "mgmtd", "meta", "meta", "storage", "storage",
            "client", "client", "fuse", "client", "admin", "tools", "check", "tools", "daemons", "tools");

    private final JavaClasses classes;
    private final Map<MessageType, JavaClass> messages = new EnumMap<>(MessageType.class);
    private final Map<String, Set<MessageType>> served = new LinkedHashMap<>();
    private final Map<String, Set<MessageType>> received = new LinkedHashMap<>();

    private MessageUse(JavaClasses classes) {
        this.classes = classes;
        for (JavaClass type : classes) {
            if (type.isAssignableTo(Message.class) && !type.isInterface()) {
                Set<MessageType> named = named(type, unit -> unit.getName().equals("type"));
                if (named.size() == 1) {
                    messages.put(named.iterator().next(), type);
                }
            }
        }
        Set<MessageType> common = named(ROOT + "node.CommonHandlers", unit -> true);
        served.put("mgmtd", union(common, named(ROOT + "mgmt.internal.handlers.MgmtHandlers", unit -> !unit.getName().equals("datagrams"))));
        served.put("meta", union(Set.of(), named(ROOT + "meta.internal.MetaHandlers", unit -> true)));
        served.put("storage", union(common, named(ROOT + "storage.internal.StorageHandlers", unit -> true)));
        received.put("mgmtd", named(ROOT + "mgmt.internal.handlers.MgmtHandlers", unit -> unit.getName().equals("datagrams")));
        received.put("meta", union(Notifications.acceptedBy(NodeType.META), named(ROOT + "meta.internal.RunningMeta", unit -> true)));
        received.put("storage", Notifications.acceptedBy(NodeType.STORAGE));
        received.put("client", Notifications.acceptedBy(NodeType.CLIENT));
    }

    static MessageUse ofAllModules() {
        // Libraries needn't be read: nothing about them is asked.
        return new MessageUse(ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPackages(ROOT.substring(0, ROOT.length() - 1));
        }));
    }

    /** The name in the specification. */
    String name(MessageType type) {
        if (messages.containsKey(type)) {
            return messages.get(type).getSimpleName();
        }
        return Arrays.stream(type.name().split("_")).map(word -> word.charAt(0) + word.substring(1).toLowerCase()).collect(Collectors.joining());
    }

    /** Servers that answer requests of this type over streams; "all" if all do. */
    String servedBy(MessageType type) {
        return OF_THE_TRANSPORT.contains(type) ? "all" : programs(served, type, SERVERS.size());
    }

    /** Programs that take datagrams of this type. */
    String receivedBy(MessageType type) {
        return programs(received, type, received.size());
    }

    private static String programs(Map<String, Set<MessageType>> table, MessageType type, int all) {
        List<String> programs = table.entrySet().stream().filter(e -> e.getValue().contains(type)).map(Map.Entry::getKey).toList();
        return programs.size() == all ? "all" : String.join(", ", programs);
    }

    /** Programs that make messages of this type. */
    String sentBy(MessageType type) {
        if (!messages.containsKey(type)) {
            return "";
        }
        var programs = new TreeSet<String>();
        var seen = new HashSet<JavaCodeUnit>();
        makers(messages.get(type)).forEach(unit -> follow(unit, programs, seen));
        return programs.containsAll(List.of("client", "meta", "mgmtd", "storage")) ? "all" : String.join(", ", programs);
    }

    private static Stream<JavaCodeUnit> makers(JavaClass message) {
        return Stream.concat(message.getConstructors().stream(),
                        message.getMethods().stream().filter(m -> m.getModifiers().contains(JavaModifier.STATIC) && !m.getName().equals("read")))
                .flatMap(MessageUse::callers).filter(unit -> !unit.getOwner().equals(message));
    }

    private static Stream<JavaCodeUnit> callers(JavaCodeUnit unit) {
        return unit.getAccessesToSelf().stream().map(JavaAccess::getOrigin);
    }

    /** Up from code that all programs share to that of a program. A method that nobody calls by name is called through an interface. */
    private void follow(JavaCodeUnit unit, Set<String> programs, Set<JavaCodeUnit> seen) {
        if (!seen.add(unit) || !unit.getOwner().getPackageName().startsWith(ROOT)) {
            return;
        }
        String module = unit.getOwner().getPackageName().substring(ROOT.length()).split("\\.")[0];
        if (PROGRAMS.containsKey(module)) {
            programs.add(PROGRAMS.get(module));
        } else if (SHARED.contains(module)) {
            List<JavaCodeUnit> callers = callers(unit).filter(c -> !c.equals(unit)).toList();
            if (callers.isEmpty()) {
                callers = unit.getOwner().getConstructors().stream().flatMap(MessageUse::callers).toList();
            }
            callers.forEach(caller -> follow(caller, programs, seen));
        }
    }

    private Set<MessageType> named(String className, Predicate<JavaCodeUnit> where) {
        return named(classes.get(className), where);
    }

    /** The requests that a class names, and what isn't answered. */
    private static Set<MessageType> named(JavaClass type, Predicate<JavaCodeUnit> where) {
        return type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(MessageType.class) && where.test(access.getOrigin()))
                .map(JavaAccess::getTarget).map(AccessTarget::getName).map(MessageType::valueOf)
                .collect(Collectors.toSet());
    }

    private static Set<MessageType> union(Set<MessageType> one, Set<MessageType> other) {
        Set<MessageType> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
