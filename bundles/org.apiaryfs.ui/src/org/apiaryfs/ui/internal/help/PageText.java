package org.apiaryfs.ui.internal.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.ui.internal.help.Page.Block;
import org.apiaryfs.ui.internal.help.Page.Span;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** Shows a page; links are followed by a click, or with Tab and Enter. UI thread only. */
final class PageText {
    private static final int MARGIN = 16; // pixels around the text
    private static final int ITEM_INDENT = 14; // pixels
    private static final int ABOVE = 10; // pixels above a paragraph
    private static final int ABOVE_HEADING = 18;
    private static final int ABOVE_ITEM = 5;
    private static final int TITLE_POINTS = 6; // more than the text's
    private static final int HEADING_POINTS = 2;
    private static final String BULLET = "•  ";
    private static final Color LINK = new Color(0x2f, 0x81, 0xf7); // readable on light and on dark

    private final StyledText text;
    private final Consumer<String> follow;
    private final List<Link> links = new ArrayList<>();
    private final Font title;
    private final Font heading;

    private record Link(int begin, int end, String target) { }

    /** @param follow is told where a link leads that was followed */
    PageText(Composite parent, Consumer<String> follow) {
        this.follow = follow;
        text = new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
        text.setCaret(null);
        text.setLineSpacing(2);
        var fonts = new LocalResourceManager(JFaceResources.getResources(), text);
        FontDescriptor bold = FontDescriptor.createFrom(JFaceResources.getDialogFont()).setStyle(SWT.BOLD);
        title = fonts.create(bold.increaseHeight(TITLE_POINTS));
        heading = fonts.create(bold.increaseHeight(HEADING_POINTS));
        text.addListener(SWT.MouseUp, event -> at(event).filter(link -> text.getSelectionCount() == 0).ifPresent(this::follow));
        text.addListener(SWT.MouseMove, event -> text.setCursor(at(event).map(link -> text.getDisplay().getSystemCursor(SWT.CURSOR_HAND)).orElse(null)));
        text.addListener(SWT.Traverse, this::traverse);
        text.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
                selected().ifPresent(this::follow);
            }
        });
    }

    Control control() {
        return text;
    }

    void show(Page page) {
        text.setText("");
        links.clear();
        page.blocks().forEach(this::append);
        text.setSelection(0);
        text.setTopPixel(0); // above the margin
    }

    private void append(Block block) {
        int line = text.getLineCount() - 1;
        if (line > 0 || !text.getText().isEmpty()) {
            text.append("\n");
            line++;
        }
        if (block.kind() == Block.Kind.ITEM) {
            text.append(BULLET);
        }
        block.spans().forEach(span -> append(span, block.kind()));
        int above = switch (block.kind()) {
            case TITLE -> 0;
            case HEADING -> ABOVE_HEADING;
            case PARAGRAPH -> ABOVE;
            case ITEM, CODE -> ABOVE_ITEM;
        };
        text.setLineVerticalIndent(line, above);
        if (block.kind() == Block.Kind.ITEM || block.kind() == Block.Kind.CODE) {
            text.setLineIndent(line, 1, ITEM_INDENT);
            text.setLineWrapIndent(line, 1, 2 * ITEM_INDENT);
        }
    }

    private void append(Span span, Block.Kind kind) {
        int begin = text.getCharCount();
        text.append(span.text());
        var range = new StyleRange();
        range.start = begin;
        range.length = span.text().length();
        switch (kind) {
            case TITLE -> range.font = title;
            case HEADING -> range.font = heading;
            default -> {
                switch (span.style()) {
                    case STRONG -> range.fontStyle = SWT.BOLD;
                    case CODE -> range.font = JFaceResources.getTextFont();
                    case PLAIN -> { }
                }
            }
        }
        span.link().ifPresent(target -> {
            range.foreground = LINK;
            range.underline = true;
            links.add(new Link(begin, begin + span.text().length(), target));
        });
        text.setStyleRange(range);
    }

    private void follow(Link link) {
        follow.accept(link.target());
    }

    private Optional<Link> at(Event event) {
        int offset = text.getOffsetAtPoint(new Point(event.x, event.y)); // -1 where there is no text
        return links.stream().filter(link -> link.begin() <= offset && offset < link.end()).findFirst();
    }

    private Optional<Link> selected() {
        Point selection = text.getSelection();
        return links.stream().filter(link -> link.begin() == selection.x && link.end() == selection.y).findFirst();
    }

    /** Tab goes from link to link, and after the last one elsewhere. */
    private void traverse(Event event) {
        boolean forward = event.detail == SWT.TRAVERSE_TAB_NEXT;
        if (!forward && event.detail != SWT.TRAVERSE_TAB_PREVIOUS) {
            return;
        }
        Point selection = text.getSelection();
        Optional<Link> next = forward
                ? links.stream().filter(link -> link.begin() >= selection.y && link.end() > selection.x).findFirst()
                : links.reversed().stream().filter(link -> link.end() <= selection.x).findFirst();
        event.doit = next.isEmpty();
        next.ifPresent(link -> {
            event.detail = SWT.TRAVERSE_NONE;
            text.setSelection(link.begin(), link.end());
            text.showSelection();
        });
    }
}
