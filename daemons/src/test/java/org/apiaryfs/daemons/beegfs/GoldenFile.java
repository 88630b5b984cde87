package org.apiaryfs.daemons.beegfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The file of command lines and their outputs; see the README beside it. Immutable. */
record GoldenFile(List<Section> sections) {
    private static final String FLOW = "# flow ";
    private static final String COMMAND = "$ ";
    private static final String ERROR = "! ";
    private static final String CODE = "= ";
    private static final Pattern END = Pattern.compile("= \\d+");

    /**
     * Command lines of one recorded conversation.
     *
     * @param flow its name
     */
    record Section(String flow, List<Run> runs) {
        /** As the file shows it. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(FLOW + flow));
            runs.forEach(run -> lines.addAll(run.lines()));
            return lines;
        }
    }

    /**
     * A command line and what came of it.
     *
     * @param out lines on standard output
     * @param err lines on standard error
     */
    record Run(String command, List<String> out, List<String> err, int code) {
        List<String> words() {
            return List.of(command.split(" "));
        }

        /** As the file shows it. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(COMMAND + command));
            lines.addAll(out);
            err.forEach(line -> lines.add(ERROR + line));
            lines.add(CODE + code);
            return lines;
        }
    }

    GoldenFile {
        sections = List.copyOf(sections);
    }

    private static Path path() {
        Path module = Files.isDirectory(Path.of("daemons")) ? Path.of("daemons") : Path.of("");
        return module.resolve("src/test/resources/org/apiaryfs/daemons/beegfs/modes.golden");
    }

    static GoldenFile read() throws IOException {
        List<Section> sections = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        String command = "";
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        for (String line : Files.readAllLines(path())) {
            if (line.startsWith(FLOW)) {
                runs = new ArrayList<>();
                sections.add(new Section(line.substring(FLOW.length()), runs));
            } else if (line.startsWith(COMMAND)) {
                command = line.substring(COMMAND.length());
            } else if (END.matcher(line).matches()) {
                runs.add(new Run(command, List.copyOf(out), List.copyOf(err), Integer.parseInt(line.substring(CODE.length()))));
                out.clear();
                err.clear();
            } else if (line.startsWith(ERROR)) {
                err.add(line.substring(ERROR.length()));
            } else {
                out.add(line);
            }
        }
        return new GoldenFile(sections);
    }

    /** The same with other outputs of one conversation. */
    GoldenFile with(Section section) {
        return new GoldenFile(sections.stream().map(s -> s.flow.equals(section.flow) ? section : s).toList());
    }

    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            lines.addAll(section.lines());
        }
        Files.write(path(), lines);
    }
}
