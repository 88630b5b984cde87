package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The change between the light and the dark theme, as seen on the screen. */
@Tag("pictures")
@ExtendWith(UiThreadNeverWaits.class)
class ThemeTest {
    private static final int ROUNDS = 3; // what is wrong now and then is wrong in one of them
    private static final int DARK = 100; // of 255: backgrounds of the dark theme are below

    @Test
    void barsOfTabsChangeAsAWholeAndBack() {
        Workbench.navigator();
        Workbench.screenshot("theme-light");
        List<Rectangle> bars = Workbench.ui(ThemeTest::bars);
        assertTrue(bars.size() >= 2, bars::toString);
        ImageData light = Workbench.ui(Workbench::picture);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Workbench.toggleTheme();
                Workbench.await("bars of tabs without light patches, round " + round, () -> bars.stream().allMatch(bar -> dark(Workbench.picture(), bar))
                        ? Optional.of(true) : Optional.empty());
                if (round == 0) {
                    Workbench.screenshot("theme-dark");
                }
                Workbench.toggleTheme();
                Workbench.await("bars of tabs as they were, round " + round, () -> bars.stream().allMatch(bar -> same(light, Workbench.picture(), bar))
                        ? Optional.of(true) : Optional.empty());
            }
        } finally {
            Workbench.screenshot("theme-light-again");
        }
    }

    /** Right of the last tab: where the tool bar and the buttons are; on the picture of the window. UI thread. */
    private static List<Rectangle> bars() {
        var window = Workbench.shell().orElseThrow();
        return Workbench.descendants(window).filter(control -> control instanceof CTabFolder folder && folder.isVisible() && folder.getItemCount() > 0)
                .map(CTabFolder.class::cast).map(folder -> {
                    CTabItem last = folder.getItem(folder.getItemCount() - 1);
                    Rectangle tab = last.getBounds();
                    int begin = tab.x + tab.width + 1;
                    Rectangle bar = window.getDisplay().map(folder, null, new Rectangle(begin, 2, folder.getSize().x - begin - 2, folder.getTabHeight() - 2));
                    return new Rectangle(bar.x - window.getLocation().x, bar.y - window.getLocation().y, bar.width, bar.height);
                }).toList();
    }

    private static boolean same(ImageData expected, ImageData seen, Rectangle area) {
        return IntStream.range(area.y, area.y + area.height).allMatch(y -> Arrays.equals(row(expected, area, y), row(seen, area, y)));
    }

    /** Whether the background is dark everywhere: icons leave more than half of each column and row of the bar to it. */
    private static boolean dark(ImageData seen, Rectangle area) {
        return IntStream.range(area.y, area.y + area.height)
                .allMatch(y -> 2 * Arrays.stream(row(seen, area, y)).filter(pixel -> brightness(seen.palette.getRGB(pixel)) < DARK).count() > area.width);
    }

    private static int[] row(ImageData image, Rectangle area, int y) {
        var pixels = new int[area.width];
        image.getPixels(area.x, y, area.width, pixels, 0);
        return pixels;
    }

    private static int brightness(RGB color) {
        return (color.red + color.green + color.blue) / 3;
    }
}
