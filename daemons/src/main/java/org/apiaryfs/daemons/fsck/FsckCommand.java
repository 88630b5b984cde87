package org.apiaryfs.daemons.fsck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apiaryfs.check.Check;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.check.CheckOptions;
import org.apiaryfs.check.CheckReport;
import org.apiaryfs.check.Finding;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.daemons.ctl.CtlException;
import org.apiaryfs.daemons.ctl.TidyEnd;
import org.apiaryfs.daemons.ctl.WhichCluster;
import org.apiaryfs.daemons.output.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a cluster's file system. Used by the main thread. */
@Command(name = "apiary fsck", description = "Checks whether names, inodes and chunk files of a cluster fit together. The file system may be in use.",
        mixinStandardHelpOptions = true, footer = "%nExit codes: 0 all is well or was mended, 1 something doesn't match, 2 the check couldn't be done.")
public final class FsckCommand implements Callable<Integer> {
    /** Exit code: all is well. */
    public static final int CLEAN = 0;
    /** Exit code: something doesn't match. */
    public static final int FOUND = 1;
    /** Exit code: the check couldn't be done. */
    public static final int NOT_CHECKED = 2;

    /** How long a signal waits for the check to take leave of the servers. */
    private static final Duration LEAVE = Duration.ofSeconds(40);

    @Mixin private WhichCluster which;

    @Option(names = "--quota", description = "Also check that chunk files belong to the owners of their files, which quotas need.")
    private boolean chunkOwners;

    @Option(names = "--repair", description = "Mend what can be mended; asks for each kind of finding.")
    private boolean repair;

    @Option(names = {"-y", "--yes"}, description = "With --repair: don't ask.")
    private boolean yes;

    @Option(names = "--force", description = "Take over from a check that has died.")
    private boolean force;

    @Option(names = "--work", paramLabel = "DIR", description = "Directory for temporary files, about 500 bytes for each file (default: ${DEFAULT-VALUE}).")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--json", description = "Answer as JSON with stable keys.")
    private boolean json;

    /** Made by the main class. */
    public FsckCommand() {}

    @Override
    public Integer call() {
        return TidyEnd.of(LEAVE, this::checked);
    }

    private int checked() {
        try {
            CheckReport report = Check.run(which.address(), new CheckOptions(chunkOwners, force, work), choice());
            System.out.print(json ? Json.text(data(report)) : text(report));
            return report.clean() ? CLEAN : FOUND;
        } catch (CtlException | CheckException e) {
            return failed(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private Check.Choice choice() throws CtlException {
        if (!repair && yes) {
            throw new CtlException("--yes means nothing without --repair");
        }
        if (repair && !yes && System.console() == null) {
            throw new CtlException("--repair asks, and there is nobody to answer; give --yes to mend everything");
        }
        return !repair ? Check.Choice.NOTHING : (kind, count) -> yes || asked(kind, count);
    }

    private static boolean asked(FindingKind kind, int count) {
        String answer = System.console().readLine("%s: %s, %d times. %s? [y/N] ", kind.id(), kind.text(), count, kind.repair().orElse(""));
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private static int failed(String why) {
        System.err.println("apiary fsck: " + why);
        return NOT_CHECKED;
    }

    private static String text(CheckReport report) {
        StringBuilder text = new StringBuilder();
        report.findings().forEach(finding -> text.append(finding).append('\n'));
        text.append(report.counted().names()).append(" names, ").append(report.counted().inodes()).append(" inodes, ")
                .append(report.counted().chunks()).append(" chunk files: ");
        long found = report.findings().size() + report.more();
        long mended = report.findings().stream().filter(f -> f.outcome() == Finding.Outcome.MENDED).count();
        text.append(found == 0 ? "clean" : found + " findings" + (mended > 0 ? ", " + mended + " mended; check again" : ""));
        if (report.more() > 0) {
            text.append(", ").append(report.more()).append(" of them not shown and not looked at again");
        }
        if (report.unsettled() > 0) {
            text.append("; ").append(report.unsettled()).append(" that looked wrong were changed meanwhile and not judged");
        }
        return text.append('\n').toString();
    }

    private static Map<String, Object> data(CheckReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("clean", report.clean());
        data.put("names", report.counted().names());
        data.put("inodes", report.counted().inodes());
        data.put("chunks", report.counted().chunks());
        data.put("unsettled", report.unsettled());
        data.put("notShown", report.more());
        data.put("findings", report.findings().stream().map(FsckCommand::data).toList());
        return data;
    }

    private static Map<String, Object> data(Finding finding) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", finding.kind().id());
        data.put("meaning", finding.kind().text());
        data.put("entry", finding.entryId());
        data.put("path", finding.path().orElse(null));
        data.put("detail", finding.detail());
        data.put("outcome", finding.outcome().name().toLowerCase(Locale.ROOT));
        return data;
    }
}
