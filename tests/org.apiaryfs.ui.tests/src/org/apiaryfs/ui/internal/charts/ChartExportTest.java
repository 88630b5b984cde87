package org.apiaryfs.ui.internal.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apiaryfs.ui.charts.ChartSeries;
import org.apiaryfs.ui.charts.ExportFormat;
import org.apiaryfs.ui.charts.internal.ChartExport;
import org.apiaryfs.ui.charts.internal.ChartScene;
import org.apiaryfs.ui.charts.internal.CsvWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ChartExportTest {
    private final ChartScene scene = Scenes.of(0, 600_000, Scenes.wandering("one", 600), Scenes.wandering("two", 600));

    @TempDir
    Path directory;

    @Test
    void pngIsTwiceTheSize() throws IOException {
        var image = ImageIO.read(write(ExportFormat.PNG).toFile());

        assertEquals(800, image.getWidth());
        assertEquals(400, image.getHeight());
    }

    @Test
    void svgIsADocumentWithALineForEachSeries() throws Exception {
        var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(write(ExportFormat.SVG).toFile());
        var root = document.getDocumentElement();
        assertEquals("svg", root.getTagName());
        assertEquals("400", root.getAttribute("width"));
        var paths = root.getElementsByTagName("path");
        int lines = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            String data = ((Element) paths.item(i)).getAttribute("d");
            lines += data.chars().filter(c -> c == 'L').count() > 500 ? 1 : 0;
        }
        assertEquals(2, lines);
    }

    @Test
    void pdfHasATableThatFindsItsObjects() throws IOException {
        String pdf = Files.readString(write(ExportFormat.PDF), StandardCharsets.ISO_8859_1);

        assertTrue(pdf.startsWith("%PDF-1.4\n") && pdf.endsWith("%%EOF\n"));
        Matcher start = Pattern.compile("startxref\n(\\d+)\n").matcher(pdf);
        assertTrue(start.find());
        String table = pdf.substring(Integer.parseInt(start.group(1)));
        assertTrue(table.startsWith("xref\n0 5\n"), table);
        Matcher offsets = Pattern.compile("(\\d{10}) 00000 n \n").matcher(table);
        for (int i = 1; i <= 4; i++) {
            assertTrue(offsets.find());
            assertTrue(pdf.startsWith(i + " 0 obj\n", Integer.parseInt(offsets.group(1))), "object " + i);
        }
    }

    @Test
    void csvHasALineForEachTimeAndNothingInGaps() throws IOException {
        var out = new StringBuilder();
        CsvWriter.write(List.of(
                ChartSeries.of("a, \"b\"", new long[] {0, 1000, 2000}, new double[] {1, Double.NaN, 2.5}),
                ChartSeries.of("c", new long[] {1000, 3000}, new double[] {4e9, 5})), ZoneOffset.UTC, out);

        assertEquals("""
                Time,"a, ""b""\",c
                1970-01-01T00:00:00Z,1,
                1970-01-01T00:00:01Z,,4000000000
                1970-01-01T00:00:02Z,2.5,
                1970-01-01T00:00:03Z,,5
                """.replace("\n", "\r\n"), out.toString());
    }

    @Test
    void theNameTellsTheFormat() {
        assertEquals(Optional.of(ExportFormat.SVG), ExportFormat.of(Path.of("a.b.SVG")));
        assertEquals(Optional.empty(), ExportFormat.of(Path.of("png")));
    }

    private Path write(ExportFormat format) throws IOException {
        Path file = directory.resolve("chart." + format.extension());
        ChartExport.write(scene.copy(), 400, 200, format, file);
        return file;
    }
}
