package org.apiaryfs.daemons.beegfs;

import java.nio.file.Path;
import java.util.Optional;

/** What a mount tells by ioctl (spec admin §4). Stateless. */
final class IoctlMode {
    static final String USAGE = """
            <path>             A file or directory in a mount.
            --type=<getconfigfile|getruntimeconfigfile|getmountid|testisbeegfs|getstripeinfo>  What to ask for (needed).
            """;

    private IoctlMode() {}

    static Mode.Action parse(ModeArguments a) throws ModeException {
        Path path = Path.of(a.word("path"));
        String type = a.value("type").orElse("");
        Optional<MountIoctl.Question> question = MountIoctl.Question.named(type);
        if (question.isEmpty()) {
            throw ModeException.badArguments("Invalid ioctl type: '" + type + "'.");
        }
        return run -> {
            run.line(MountIoctl.ask(path, question.get()));
            return ExitCode.OK;
        };
    }
}
