package org.apiaryfs.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apiaryfs.tests.support.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layers of the house: who may use whom. A module is named by the part of the package after {@code org.apiaryfs}. */
class DependencyRulesTest {
    private static final String ROOT = "org.apiaryfs.";

    /** What a module uses directly; it may use what those use as well. Only downward, so there can be no cycle. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("protocol", Set.of()),
            Map.entry("transport", Set.of("protocol")),
            Map.entry("config", Set.of()),
            Map.entry("cluster", Set.of("config", "transport")),
            Map.entry("node", Set.of("cluster")),
            Map.entry("mgmt", Set.of("node")),
            Map.entry("meta", Set.of("node")),
            Map.entry("storage", Set.of("node")),
            Map.entry("client", Set.of("cluster")),
            Map.entry("admin", Set.of("client")),
            Map.entry("check", Set.of("admin")),
            Map.entry("monitor", Set.of("admin")),
            Map.entry("ui", Set.of("admin", "check", "monitor")),
            Map.entry("fuse", Set.of("client")),
            Map.entry("daemons", Set.of("mgmt", "meta", "storage", "admin", "check")));

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter().importPaths(Repository.classFolders());
        assertTrue(classes.stream().anyMatch(type -> type.getPackageName().startsWith(ROOT + "protocol")), "the modules have been compiled");
    }

    @Test
    void dependenciesPointDownward() {
        var downward = new ArchCondition<JavaClass>("use only the modules below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> below = reachable(module(type).orElseThrow());
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Optional<String> used = module(dependency.getTargetClass());
                    if (used.isPresent() && !below.contains(used.get())) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
        ArchRuleDefinition.classes().that(describe("are Apiary's", type -> module(type).isPresent())).should(downward).check(classes);
    }

    @Test
    void everyModuleHasItsPlace() {
        var found = new TreeSet<String>();
        classes.forEach(type -> module(type).ifPresent(found::add));
        found.removeAll(USES.keySet());
        assertTrue(found.isEmpty(), "packages of no known module: " + found);
    }

    @Test
    void internalPackagesAreUsedByTheirModuleOnly() {
        var ownInternals = new ArchCondition<JavaClass>("use internal packages of their own module only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    boolean internal = (target.getPackageName() + ".").contains(".internal.");
                    if (internal && module(target).isPresent() && !module(target).equals(module(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
        ArchRuleDefinition.classes().should(ownInternals).check(classes);
    }

    @Test
    void onlyTheDesktopSuiteKnowsEclipse() {
        noClasses().that(describe("are below the desktop suite", type -> module(type).filter(name -> !name.equals("ui")).isPresent()))
                .should().dependOnClassesThat().resideInAnyPackage("org.eclipse..", "org.osgi.framework..")
                .check(classes);
    }

    @Test
    void theProtocolKnowsBuffersButNoNetwork() {
        noClasses().that().resideInAPackage(ROOT + "protocol..")
                .should().dependOnClassesThat(describe("are Netty's beyond its buffers, or Java's sockets, channels and threads", type -> {
                    String name = type.getPackageName();
                    return name.startsWith("io.netty.channel") || name.startsWith("io.netty.handler")
                            || name.startsWith("java.nio.channels") || name.startsWith("java.nio.file")
                            || Set.of("java.lang.Thread", "java.net.Socket", "java.net.DatagramSocket").contains(type.getName());
                }))
                .check(classes);
    }

    private static Set<String> reachable(String module) {
        var all = new TreeSet<>(Set.of(module));
        USES.getOrDefault(module, Set.of()).forEach(used -> all.addAll(reachable(used)));
        return all;
    }

    private static Optional<String> module(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        String name = element.getPackageName();
        return name.startsWith(ROOT) ? Optional.of(name.substring(ROOT.length()).split("\\.")[0]) : Optional.empty();
    }

    private static DescribedPredicate<JavaClass> describe(String text, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(text, test);
    }
}
