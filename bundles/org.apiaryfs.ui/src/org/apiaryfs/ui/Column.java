package org.apiaryfs.ui;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;

/**
 * A column of a {@link LiveTable}. Immutable; its functions are called on the UI thread, for the lines that can be seen.
 *
 * @param title above it
 * @param width at first, in pixels
 * @param alignment {@link SWT#LEFT} or {@link SWT#RIGHT}
 * @param text of a line; also what is copied and exported
 * @param order of the lines when the column's title is clicked
 * @param image of a line, before the text
 * @param concern gives the text its colour
 * @param painter draws into a line's cell, above what else is in it
 */
public record Column<R>(String title, int width, int alignment, Function<R, String> text, Comparator<R> order, Optional<Function<R, Optional<Image>>> image,
        Function<R, Concern> concern, Optional<Painter<R>> painter) {

    /** Draws a cell. */
    @FunctionalInterface
    public interface Painter<R> {
        /** @param cell without the space for lines between cells */
        void paint(GC gc, Rectangle cell, R row);
    }

    /** One with words, in their order. */
    public static <R> Column<R> words(String title, int width, Function<R, String> text) {
        return new Column<>(title, width, SWT.LEFT, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER), Optional.empty(),
                row -> Concern.NONE, Optional.empty());
    }

    /** One with numbers at the right, in the order of what they are made from. */
    public static <R, N extends Comparable<N>> Column<R> numbers(String title, int width, Function<R, N> number, Function<N, String> text) {
        return new Column<>(title, width, SWT.RIGHT, number.andThen(text), Comparator.comparing(number), Optional.empty(),
                row -> Concern.NONE, Optional.empty());
    }

    public Column<R> withOrder(Comparator<R> other) {
        return new Column<>(title, width, alignment, text, other, image, concern, painter);
    }

    public Column<R> withImage(Function<R, Optional<Image>> other) {
        return new Column<>(title, width, alignment, text, order, Optional.of(other), concern, painter);
    }

    public Column<R> withConcern(Function<R, Concern> other) {
        return new Column<>(title, width, alignment, text, order, image, other, painter);
    }

    public Column<R> withPainter(Painter<R> other) {
        return new Column<>(title, width, alignment, text, order, image, concern, Optional.of(other));
    }
}
