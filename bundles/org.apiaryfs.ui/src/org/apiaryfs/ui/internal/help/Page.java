package org.apiaryfs.ui.internal.help;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A page of text for people. Immutable.
 *
 * @param blocks from top to bottom
 */
record Page(List<Block> blocks) {
    /**
     * A paragraph of one kind.
     *
     * @param kind how it looks
     * @param spans its text
     */
    record Block(Kind kind, List<Span> spans) {
        enum Kind { TITLE, HEADING, PARAGRAPH, ITEM, CODE }

        String text() {
            return spans.stream().map(Span::text).collect(Collectors.joining());
        }
    }

    /**
     * A piece of text of one style.
     *
     * @param link where it leads: the name of a page, {@code command:} and the ID of a command, or an address in the Web
     */
    record Span(String text, Style style, Optional<String> link) {
        enum Style { PLAIN, STRONG, CODE }
    }

    /** What the page is about; empty if it has no title. */
    String title() {
        return blocks.stream().filter(block -> block.kind() == Block.Kind.TITLE).map(Block::text).findFirst().orElse("");
    }

    /** Where its links lead, from top to bottom. */
    List<String> links() {
        return blocks.stream().flatMap(block -> block.spans().stream()).flatMap(span -> span.link().stream()).toList();
    }
}
