package org.apiaryfs.ui.internal.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apiaryfs.ui.internal.help.Page.Block;
import org.apiaryfs.ui.internal.help.Page.Block.Kind;
import org.apiaryfs.ui.internal.help.Page.Span;
import org.apiaryfs.ui.internal.help.Page.Span.Style;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.Test;

/** The pages of the help and how they are read. */
class HelpPagesTest {
    @Test
    void markdownBecomesBlocks() {
        Page page = Markdown.read("""
                # The title

                Some **strong** text
                with `code` and a [link](other).
                - one
                - two
                  lines
                ## Below
                    ./apiary up

                * no item, 1 < 2 [no link]
                """);

        assertEquals("The title", page.title());
        assertEquals(List.of(Kind.TITLE, Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM, Kind.HEADING, Kind.CODE, Kind.PARAGRAPH), page.blocks().stream().map(Block::kind).toList());
        assertEquals(List.of(new Span("Some ", Style.PLAIN, Optional.empty()), new Span("strong", Style.STRONG, Optional.empty()),
                new Span(" text with ", Style.PLAIN, Optional.empty()), new Span("code", Style.CODE, Optional.empty()),
                new Span(" and a ", Style.PLAIN, Optional.empty()), new Span("link", Style.PLAIN, Optional.of("other")),
                new Span(".", Style.PLAIN, Optional.empty())), page.blocks().get(1).spans());
        assertEquals(List.of("two lines", "Below", "./apiary up", "* no item, 1 < 2 [no link]"), page.blocks().stream().skip(3).map(Block::text).toList());
        assertEquals(List.of("other"), page.links());
        assertEquals("", Markdown.read("").title());
    }

    @Test
    void allPagesAreThereInBothLanguagesWithTheSameLinks() {
        Set<String> english = names("en");
        assertTrue(english.contains(HelpPages.CONTENTS));
        for (String language : HelpPages.LANGUAGES) {
            assertEquals(english, names(language), language);
        }
        for (String name : english) {
            Page page = HelpPages.find("en", name).orElseThrow();
            Page chinese = HelpPages.find("zh_CN", name).orElseThrow();
            assertFalse(page.title().isEmpty() || chinese.title().isEmpty(), name);
            assertEquals(page.blocks().stream().map(Block::kind).toList(), chinese.blocks().stream().map(Block::kind).toList(), name);
            assertEquals(new TreeSet<>(page.links()), new TreeSet<>(chinese.links()), name);
        }
    }

    @Test
    void linksLeadSomewhere() {
        Set<String> names = names("en");
        var commands = PlatformUI.getWorkbench().getService(ICommandService.class);
        for (String name : names) {
            for (String link : HelpPages.find("en", name).orElseThrow().links()) {
                assertTrue(Destination.isPage(link) ? names.contains(link)
                        : Destination.command(link).map(command -> commands.getCommand(command).isDefined()).orElse(link.startsWith("https://")), name + " leads to " + link);
            }
        }
    }

    private static Set<String> names(String language) {
        return HelpPages.names(language).collect(Collectors.toCollection(TreeSet::new));
    }
}
