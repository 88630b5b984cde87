package org.apiaryfs.ui.administration.quotas;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apiaryfs.admin.LimitText;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** The columns of quotas. UI thread only. */
final class QuotaColumns {
    private static final int PERCENT_WIDTH = 48; // pixels at the right of a bar
    private static final int MARGIN = 6;
    private static final int BAR_HEIGHT = 8;
    private static final int LEAST = 3; // of what is used, if anything is
    private static final Color WELL = new Color(0x3a, 0xa8, 0x6b); // unlike a selected line
    private static final int GROUND = 70; // of 255: how strong the part that isn't used is

    private QuotaColumns() { }

    static List<Column<QuotaRow>> all() {
        return List.of(
                Column.words(Messages.Column_name, 125, QuotaRow::name),
                Column.numbers(Messages.Column_id, 65, QuotaRow::id, id -> Long.toString(id)),
                Column.numbers(Messages.Column_used, 80, row -> row.quota().used().size(), Bytes::text),
                limit(Messages.Column_sizeLimit, row -> row.quota().own().size(), QuotaRow::sizeLimit, Bytes::text),
                bar(QuotaRow::sizeShare),
                Column.numbers(Messages.Column_files, 65, row -> row.quota().used().inodes(), QuotaColumns::number),
                limit(Messages.Column_inodeLimit, row -> row.quota().own().inodes(), QuotaRow::inodeLimit, QuotaColumns::number),
                bar(QuotaRow::inodeShare));
    }

    static String number(long count) {
        return String.format("%,d", count);
    }

    /** A limit that counts, for people. @param own whether it isn't the pool's default */
    static String limit(long counting, boolean own, LongFunction<String> number) {
        String text = counting == QuotaLimits.UNLIMITED ? Messages.unlimited : number.apply(counting);
        return own ? text : text + " " + Messages.byDefault;
    }

    private static Column<QuotaRow> limit(String title, ToLongFunction<QuotaRow> own, ToLongFunction<QuotaRow> counting, LongFunction<String> number) {
        return Column.<QuotaRow, Limit>numbers(title, 145, row -> new Limit(counting.applyAsLong(row), own.applyAsLong(row) != 0),
                limit -> limit(limit.counting, limit.own, number));
    }

    /** In the order of what counts, unsigned. Immutable. */
    private record Limit(long counting, boolean own) implements Comparable<Limit> {
        @Override
        public int compareTo(Limit other) {
            return Long.compareUnsigned(counting, other.counting);
        }
    }

    private static Column<QuotaRow> bar(Function<QuotaRow, OptionalDouble> share) {
        return Column.<QuotaRow, Double>numbers(Messages.Column_share, 125, row -> share.apply(row).orElse(-1), part -> part < 0 ? "" : Math.round(part * 100) + "%")
                .withConcern(row -> QuotaRow.concern(share.apply(row)))
                .withPainter((gc, cell, row) -> share.apply(row).ifPresent(part -> paint(gc, cell, part)));
    }

    private static void paint(GC gc, Rectangle cell, double part) {
        int width = cell.width - PERCENT_WIDTH - MARGIN;
        if (width <= 0) {
            return;
        }
        int top = cell.y + (cell.height - BAR_HEIGHT) / 2;
        gc.setBackground(QuotaRow.concern(OptionalDouble.of(part)) == Concern.NONE ? WELL : QuotaRow.concern(OptionalDouble.of(part)).color().orElse(WELL));
        gc.setAlpha(GROUND);
        gc.fillRoundRectangle(cell.x + MARGIN, top, width, BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
        gc.setAlpha(255);
        int used = Math.max(part > 0 ? LEAST : 0, (int) Math.round(width * Math.min(1, part)));
        gc.fillRoundRectangle(cell.x + MARGIN, top, used, BAR_HEIGHT, Math.min(used, BAR_HEIGHT), BAR_HEIGHT);
    }
}
