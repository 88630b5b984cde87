package org.apiaryfs.ui.internal.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiaryfs.ui.internal.help.Page.Block;
import org.apiaryfs.ui.internal.help.Page.Span;

/**
 * Reads the part of Markdown that our pages are written in: {@code #} and {@code ##}, paragraphs, {@code -} items, code
 * indented by four spaces, {@code **strong**}, {@code `code`} and {@code [links](target)}. Whatever else stands there is text.
 */
final class Markdown {
    private static final Pattern MARK = Pattern.compile("\\*\\*(?<strong>[^*]+)\\*\\*|`(?<code>[^`]+)`|\\[(?<text>[^]]+)]\\((?<target>[^)\\s]+)\\)");
    private static final String CODE_INDENT = "    ";

    private final List<Block> blocks = new ArrayList<>();
    private final List<String> lines = new ArrayList<>(); // of the block that is being read
    private Block.Kind kind = Block.Kind.PARAGRAPH;

    private Markdown() { }

    static Page read(String text) {
        var reader = new Markdown();
        text.lines().forEach(reader::line);
        reader.end();
        return new Page(List.copyOf(reader.blocks));
    }

    private void line(String line) {
        if (line.isBlank()) {
            end();
        } else if (line.startsWith("# ")) {
            whole(Block.Kind.TITLE, line.substring(2));
        } else if (line.startsWith("## ")) {
            whole(Block.Kind.HEADING, line.substring(3));
        } else if (line.startsWith("- ")) {
            end();
            kind = Block.Kind.ITEM;
            lines.add(line.substring(2).strip());
        } else if (line.startsWith(CODE_INDENT)) {
            end();
            blocks.add(new Block(Block.Kind.CODE, List.of(new Span(line.strip(), Span.Style.CODE, Optional.empty()))));
        } else {
            lines.add(line.strip());
        }
    }

    private void whole(Block.Kind wanted, String text) {
        end();
        kind = wanted;
        lines.add(text.strip());
        end();
    }

    private void end() {
        if (!lines.isEmpty()) {
            blocks.add(new Block(kind, spans(String.join(" ", lines))));
        }
        lines.clear();
        kind = Block.Kind.PARAGRAPH;
    }

    private static List<Span> spans(String text) {
        var spans = new ArrayList<Span>();
        int done = 0;
        for (Matcher mark = MARK.matcher(text); mark.find(); done = mark.end()) {
            plain(spans, text.substring(done, mark.start()));
            if (mark.group("strong") != null) {
                spans.add(new Span(mark.group("strong"), Span.Style.STRONG, Optional.empty()));
            } else if (mark.group("code") != null) {
                spans.add(new Span(mark.group("code"), Span.Style.CODE, Optional.empty()));
            } else {
                spans.add(new Span(mark.group("text"), Span.Style.PLAIN, Optional.of(mark.group("target"))));
            }
        }
        plain(spans, text.substring(done));
        return List.copyOf(spans);
    }

    private static void plain(List<Span> spans, String text) {
        if (!text.isEmpty()) {
            spans.add(new Span(text, Span.Style.PLAIN, Optional.empty()));
        }
    }
}
