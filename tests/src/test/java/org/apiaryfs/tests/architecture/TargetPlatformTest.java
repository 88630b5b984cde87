package org.apiaryfs.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apiaryfs.tests.support.Repository;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Libraries are named twice: for Maven in the root pom, for Tycho in the target platform. Their versions must agree. */
class TargetPlatformTest {
    private record Library(String group, String artifact, String version) { }

    @Test
    void versionsAgreeWithThePom() throws Exception {
        List<Library> managed = managed(Repository.root().resolve("pom.xml"));
        var compared = new ArrayList<String>();
        var differing = new TreeMap<String, String>();
        for (Library library : libraries(Repository.root().resolve("product/apiary.target"))) {
            Optional<Library> pom = managed.stream().filter(candidate -> manages(candidate, library)).findFirst();
            pom.ifPresent(candidate -> {
                compared.add(library.group());
                if (!candidate.version().equals(library.version())) {
                    differing.put(library.group() + ":" + library.artifact(),
                            "target platform " + library.version() + ", pom " + candidate.version());
                }
            });
        }

        assertEquals(Map.of(), differing);
        assertTrue(compared.containsAll(List.of("io.netty", "org.slf4j", "ch.qos.logback", "org.junit.jupiter")),
                "compared only " + compared);
    }

    /** A bill of materials manages the libraries of its group and of the groups below. */
    private static boolean manages(Library managed, Library library) {
        boolean bill = managed.artifact().endsWith("-bom");
        return bill
                ? (library.group() + ".").startsWith(managed.group() + ".")
                : library.group().equals(managed.group()) && library.artifact().equals(managed.artifact());
    }

    private static List<Library> managed(Path pom) throws Exception {
        Document document = parse(pom);
        var properties = new TreeMap<String, String>();
        elements(((Element) document.getElementsByTagName("properties").item(0)).getChildNodes())
                .forEach(property -> properties.put("${" + property.getTagName() + "}", property.getTextContent()));
        Element management = (Element) document.getElementsByTagName("dependencyManagement").item(0);
        return elements(management.getElementsByTagName("dependency")).stream()
                .map(TargetPlatformTest::library)
                .map(library -> new Library(library.group(), library.artifact(),
                        properties.getOrDefault(library.version(), library.version())))
                .toList();
    }

    private static List<Library> libraries(Path target) throws Exception {
        return elements(parse(target).getElementsByTagName("dependency")).stream().map(TargetPlatformTest::library).toList();
    }

    private static Library library(Element dependency) {
        return new Library(text(dependency, "groupId"), text(dependency, "artifactId"), text(dependency, "version"));
    }

    private static String text(Element parent, String tag) {
        return parent.getElementsByTagName(tag).item(0).getTextContent().strip();
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item)
                .filter(Element.class::isInstance).map(Element.class::cast).toList();
    }
}
