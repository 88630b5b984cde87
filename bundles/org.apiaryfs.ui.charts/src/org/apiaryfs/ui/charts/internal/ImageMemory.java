package org.apiaryfs.ui.charts.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.eclipse.swt.graphics.Image;

/**
 * The memory of images where SWT uses Cairo. SWT's own interface can't change an image, and making another goes by way of
 * two more copies of its size. Looked up by name, since other systems lack it. UI thread only.
 */
record ImageMemory(MethodHandle surface, MethodHandle flush, MethodHandle stride, MethodHandle data, MethodHandle copy, MethodHandle dirty) {
    private static final Optional<ImageMemory> HERE = find();

    /** What this system has. */
    static Optional<ImageMemory> here() {
        return HERE;
    }

    private static Optional<ImageMemory> find() {
        try {
            ClassLoader swt = Image.class.getClassLoader();
            Class<?> cairo = Class.forName("org.eclipse.swt.internal.cairo.Cairo", true, swt);
            Class<?> c = Class.forName("org.eclipse.swt.internal.C", true, swt);
            var lookup = MethodHandles.publicLookup();
            return Optional.of(new ImageMemory(
                    lookup.findGetter(Image.class, "surface", long.class),
                    lookup.findStatic(cairo, "cairo_surface_flush", MethodType.methodType(void.class, long.class)),
                    lookup.findStatic(cairo, "cairo_image_surface_get_stride", MethodType.methodType(int.class, long.class)),
                    lookup.findStatic(cairo, "cairo_image_surface_get_data", MethodType.methodType(long.class, long.class)),
                    lookup.findStatic(c, "memmove", MethodType.methodType(void.class, long.class, int[].class, long.class)),
                    lookup.findStatic(cairo, "cairo_surface_mark_dirty", MethodType.methodType(void.class, long.class))));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /**
     * Puts pixels into an image without transparency.
     *
     * @param pixels 0xRRGGBB, row by row
     * @param rows of the image, in pixels of the device
     * @return false if the image isn't laid out like that
     */
    boolean write(Image image, int[] pixels, int rows) {
        try {
            long address = (long) surface.invokeExact(image);
            flush.invokeExact(address);
            long memory = (long) data.invokeExact(address);
            long bytes = (long) (int) stride.invokeExact(address) * rows;
            if (memory == 0 || bytes != pixels.length * 4L) {
                return false;
            }
            copy.invokeExact(memory, pixels, bytes);
            dirty.invokeExact(address);
            return true;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
