package org.apiaryfs.ui.charts.internal;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.Consumer;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;

/**
 * A picture that Java 2D draws and SWT shows, one pixel for one of the device. Its memory is kept while its size stays.
 * UI thread only.
 */
public final class ScreenImage {
    private static final PaletteData RGB = new PaletteData(0xff0000, 0xff00, 0xff);

    private BufferedImage drawn = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    private Image shown;
    private int zoom;

    /**
     * Draws anew.
     *
     * @param width pixels at 100 %, above 0
     * @param height pixels at 100 %, above 0
     * @param deviceZoom per cent
     * @param painter gets graphics in pixels at 100 %
     */
    public void draw(Device device, int width, int height, int deviceZoom, Consumer<Graphics2D> painter) {
        int pixelWidth = width * deviceZoom / 100;
        int pixelHeight = height * deviceZoom / 100;
        if (zoom != deviceZoom || drawn.getWidth() != pixelWidth || drawn.getHeight() != pixelHeight) {
            dispose();
            zoom = deviceZoom;
            drawn = new BufferedImage(pixelWidth, pixelHeight, BufferedImage.TYPE_INT_RGB);
        }
        Graphics2D g = drawn.createGraphics();
        try {
            g.scale(deviceZoom / 100.0, deviceZoom / 100.0);
            painter.accept(g);
        } finally {
            g.dispose();
        }
        int[] pixels = ((DataBufferInt) drawn.getRaster().getDataBuffer()).getData();
        if (shown == null || !ImageMemory.here().map(memory -> memory.write(shown, pixels, pixelHeight)).orElse(false)) {
            dispose();
            shown = new Image(device, (int asked) -> asked == zoom ? data(pixels, pixelWidth, pixelHeight) : asked == 100 ? blank(width, height) : null);
        }
    }

    /** The last picture; {@link #draw} must have been called. Disposed of by this object. */
    public Image image() {
        return shown;
    }

    public void dispose() {
        if (shown != null) {
            shown.dispose();
            shown = null;
        }
    }

    private static ImageData data(int[] pixels, int width, int height) {
        var data = new ImageData(width, height, 24, RGB);
        for (int y = 0; y < height; y++) {
            data.setPixels(0, y, width, pixels, y * width);
        }
        return data;
    }

    /** What SWT asks for and doesn't show at another zoom. */
    private static ImageData blank(int width, int height) {
        return new ImageData(width, height, 24, RGB);
    }
}
