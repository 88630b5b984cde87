package org.apiaryfs.ui.internal.help;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.ui.internal.help.Page.Block;
import org.apiaryfs.ui.internal.help.Page.Span;
import org.eclipse.osgi.util.NLS;

/** Finds pages of the help by words. Stateless. */
final class HelpSearch {
    private HelpSearch() { }

    /** A page that leads to those with all these words, in whatever case; a page with one of them in its title comes first. */
    static Page page(String searched) {
        List<String> words = List.of(searched.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        List<Block> blocks = new ArrayList<>(List.of(new Block(Block.Kind.TITLE, List.of(plain(NLS.bind(Messages.searchTitle, searched.strip()))))));
        HelpPages.names().flatMap(name -> HelpPages.find(name).flatMap(page -> hit(name, page, words)).stream())
                .sorted(Comparator.comparing(Hit::inTitle).reversed().thenComparing(Hit::title)).map(Hit::block).forEach(blocks::add);
        if (blocks.size() == 1) {
            blocks.add(new Block(Block.Kind.PARAGRAPH, List.of(plain(Messages.searchNothing))));
            blocks.add(new Block(Block.Kind.ITEM, List.of(new Span(Messages.contents, Span.Style.PLAIN, Optional.of(HelpPages.CONTENTS)))));
        }
        return new Page(blocks);
    }

    /**
     * A page that was found.
     *
     * @param inTitle whether a word is in its title
     * @param where what stands around a word elsewhere; empty if it is in the title only
     */
    private record Hit(String name, String title, boolean inTitle, String where) {
        Block block() {
            Span link = new Span(title, Span.Style.PLAIN, Optional.of(name));
            return new Block(Block.Kind.ITEM, where.isEmpty() ? List.of(link) : List.of(link, plain(" – " + where)));
        }
    }

    private static Optional<Hit> hit(String name, Page page, List<String> words) {
        List<String> texts = page.blocks().stream().map(Block::text).toList();
        if (name.equals(HelpPages.CONTENTS) || !words.stream().allMatch(word -> texts.stream().anyMatch(text -> has(text, word)))) {
            return Optional.empty();
        }
        boolean inTitle = words.stream().anyMatch(word -> has(page.title(), word));
        Stream<String> others = texts.stream().filter(text -> !text.equals(page.title()));
        return Optional.of(new Hit(name, page.title(), inTitle, others.filter(text -> words.stream().anyMatch(word -> has(text, word))).findFirst().orElse("")));
    }

    private static boolean has(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word);
    }

    private static Span plain(String text) {
        return new Span(text, Span.Style.PLAIN, Optional.empty());
    }
}
