package org.apiaryfs.ui.administration.files;

import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.FileSpread;
import org.apiaryfs.admin.FileSpread.Place;
import org.apiaryfs.admin.FileSpread.Share;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Words;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/**
 * Draws where a file's chunks are: a line for each target in stripe order, coloured by server, with the numbers of the first chunks
 * on it and how much that is in all. The pointer shows more. UI thread only.
 */
final class SpreadDrawing {
    /** By server; white is readable on each, and each is visible on light and on dark. */
    private static final List<Color> SERVERS = List.of(new Color(0x2f, 0x7f, 0xc1), new Color(0x2e, 0x8b, 0x57), new Color(0xb8, 0x5c, 0x1e),
            new Color(0x8a, 0x5a, 0xb5), new Color(0xb8, 0x3b, 0x5e), new Color(0x2a, 0x8a, 0x8f), new Color(0x7a, 0x70, 0x28), new Color(0x60, 0x6c, 0x7a));
    private static final int LINE = 22; // pixels, as the next
    private static final int CELL_HEIGHT = 18;
    private static final int PADDING = 4;
    private static final int GAP = 2;
    private static final String MORE = "…";

    private final Canvas canvas;
    private Optional<FileSpread> spread = Optional.empty();

    SpreadDrawing(Composite parent) {
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        canvas.addListener(SWT.Paint, event -> paint(event.gc));
        canvas.addListener(SWT.MouseMove, event -> point(event.x, event.y));
    }

    Canvas control() {
        return canvas;
    }

    /** Its height is {@link #height} from now on. */
    void show(Optional<FileSpread> shown) {
        spread = shown;
        canvas.setToolTipText(null);
        canvas.redraw();
    }

    /** Pixels that all lines take. */
    int height() {
        return spread.map(known -> known.shares().size()).orElse(0) * LINE;
    }

    /** Where things are in a line. Immutable. @param cells left edge of the first, @param cell its width, @param number of them, @param bytes left edge */
    private record Frame(int cells, int cell, int number, int bytes) {
        /** The cell at a place in a line; empty beside them. */
        Optional<Integer> at(int x) {
            int index = Math.floorDiv(x - cells, cell + GAP);
            return index >= 0 && index < number ? Optional.of(index) : Optional.empty();
        }
    }

    private Frame frame(GC gc, FileSpread shown) {
        int label = shown.shares().stream().mapToInt(share -> gc.textExtent(label(share)).x).max().orElse(0);
        int bytes = shown.shares().stream().mapToInt(share -> gc.textExtent(Bytes.text(share.bytes())).x).max().orElse(0);
        long highest = Math.max(0, Math.min(shown.chunks() - 1, 100L * shown.shares().size())); // later ones aren't drawn
        int cell = gc.textExtent(Long.toString(highest)).x + 2 * PADDING;
        int right = canvas.getClientArea().width - bytes - PADDING;
        int left = label + 2 * PADDING;
        return new Frame(left, cell, Math.max(1, (right - PADDING - left) / (cell + GAP)), right);
    }

    private void paint(GC gc) {
        spread.ifPresent(shown -> {
            Frame frame = frame(gc, shown);
            List<Optional<Integer>> servers = servers(shown);
            Color text = canvas.getForeground();
            for (Share share : shown.shares()) {
                int y = share.index() * LINE;
                int base = y + (CELL_HEIGHT - gc.getFontMetrics().getHeight()) / 2;
                gc.setForeground(text);
                gc.drawText(label(share), PADDING, base, true);
                String bytes = Bytes.text(share.bytes());
                gc.drawText(bytes, canvas.getClientArea().width - PADDING - gc.textExtent(bytes).x, base, true);
                gc.setBackground(SERVERS.get(servers.indexOf(server(share)) % SERVERS.size()));
                gc.setForeground(gc.getDevice().getSystemColor(SWT.COLOR_WHITE));
                if (share.chunks() == 0) {
                    gc.fillRectangle(frame.cells, y + CELL_HEIGHT / 2 - 1, frame.cell, 3); // nothing there, but whose it would be
                }
                for (int i = 0; i < Math.min(share.chunks(), frame.number); i++) {
                    cell(gc, frame, i, y, base, cut(share, frame) && i == frame.number - 1 ? MORE : Long.toString(shown.chunk(share, i)));
                }
            }
        });
    }

    private static void cell(GC gc, Frame frame, int index, int y, int base, String text) {
        int x = frame.cells + index * (frame.cell + GAP);
        gc.fillRoundRectangle(x, y, frame.cell, CELL_HEIGHT, PADDING, PADDING);
        gc.drawText(text, x + (frame.cell - gc.textExtent(text).x) / 2, base, true);
    }

    /** Whether the last cell stands for all chunks that there is no room for. */
    private static boolean cut(Share share, Frame frame) {
        return share.chunks() > frame.number;
    }

    private void point(int x, int y) {
        String tip = spread.filter(shown -> y >= 0 && y / LINE < shown.shares().size()).map(shown -> {
            var gc = new GC(canvas);
            try {
                return tip(shown, shown.shares().get(y / LINE), frame(gc, shown), x);
            } finally {
                gc.dispose();
            }
        }).orElse(null);
        if (tip == null || !tip.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(tip);
        }
    }

    private static String tip(FileSpread shown, Share share, Frame frame, int x) {
        String where = share.places().stream().map(place -> NLS.bind(Messages.Spread_place, place.target(), server(place))).collect(Words.listed());
        Optional<Integer> cell = frame.at(x).filter(index -> index < share.chunks() && !(cut(share, frame) && index == frame.number - 1));
        return cell.map(index -> {
            long chunk = shown.chunk(share, index);
            return NLS.bind(Messages.Spread_chunk, new Object[] {chunk, Bytes.text(shown.start(chunk)), Bytes.text(shown.end(chunk)), where});
        }).orElseGet(() -> NLS.bind(Messages.Spread_share, new Object[] {where, share.chunks(), Bytes.text(share.bytes())}));
    }

    private static List<Optional<Integer>> servers(FileSpread shown) {
        return shown.shares().stream().map(SpreadDrawing::server).distinct().toList();
    }

    private static Optional<Integer> server(Share share) {
        return share.places().stream().findFirst().flatMap(Place::node);
    }

    private static String server(Place place) {
        return place.alias().or(() -> place.node().map(node -> Integer.toString(node))).orElse(Messages.Spread_unmapped);
    }

    private static String label(Share share) {
        String server = share.places().stream().findFirst().map(SpreadDrawing::server).orElse(Messages.Spread_unmapped);
        return share.group().map(group -> NLS.bind(Messages.Spread_group, group)).orElseGet(() -> share.places().getFirst().target() + "  " + server);
    }
}
