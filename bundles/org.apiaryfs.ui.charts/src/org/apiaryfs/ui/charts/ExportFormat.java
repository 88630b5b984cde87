package org.apiaryfs.ui.charts;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a chart can be saved as. */
public enum ExportFormat {
    /** The picture at twice its size. */
    PNG,
    /** The picture as lines, in colours for a light background. */
    SVG,
    /** One page with the picture as lines, in colours for paper. */
    PDF,
    /** All samples of all series, one line for each time, as UTF-8; gaps are empty. */
    CSV;

    /** End of the names of such files, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that the end of the name tells. */
    public static Optional<ExportFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(format -> name.endsWith("." + format.extension())).findFirst();
    }
}
