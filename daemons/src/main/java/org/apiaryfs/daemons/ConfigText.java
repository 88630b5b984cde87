package org.apiaryfs.daemons;

import java.util.StringJoiner;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigKey;

/** A daemon's configuration keys as text: help, and the file to start from. Stateless. */
final class ConfigText {
    private static final int WIDTH = 100;

    private ConfigText() {}

    static String help(Daemon daemon) {
        return """
                usage: %s [%s=FILE] [KEY=VALUE]…

                %s Words on the command line win over the file.

                Keys with their defaults:
                %s
                  --help     this text
                  --version  the version
                """.formatted(daemon.program(), Config.FILE_KEY, daemon.summary(), daemon.schema().help());
    }

    /** A configuration file with every key commented out. */
    static String file(Daemon daemon) {
        StringBuilder text = new StringBuilder("# Configuration of " + daemon.program() + ": " + daemon.summary() + "\n"
                + "# Every key is shown with its default. Remove the # in front of those that you change.\n");
        for (ConfigKey<?> key : daemon.schema().keys()) {
            text.append('\n').append(comment(key.help() + " [" + key.form() + "]"));
            text.append("#").append(key.name()).append(" = ").append(key.defaultText()).append('\n');
        }
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static String comment(String sentence) {
        StringBuilder text = new StringBuilder();
        StringJoiner line = new StringJoiner(" ", "# ", "\n");
        for (String word : sentence.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                text.append(line);
                line = new StringJoiner(" ", "# ", "\n");
            }
            line.add(word);
        }
        return text.append(line).toString();
    }
}
