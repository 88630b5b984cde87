package org.apiaryfs.daemons.beegfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apiaryfs.protocol.MessageType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The modes of the tool against recorded servers: it has to ask them what BeeGFS's tool asked, and to show their answers in the
 * same form. With the system property {@code golden.write=true} the outputs in the golden file are written anew.
 */
class GoldenModesTest {
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final Pattern JOB_TIME = Pattern.compile("(Job (?:start|end) time: )(.*)");
    private static final Pattern OF_ADDRESSES = Pattern.compile("   (Ports|Route|\\+).*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneId.systemDefault());

    /**
     * Something that BeeGFS's tool asks and ours doesn't.
     *
     * @param flows beginning of the names of the conversations
     * @param reason why we needn't
     */
    private record Omission(String flows, MessageType request, String reason) {
        boolean covers(RecordedExchange exchange) {
            return exchange.flow().startsWith(flows) && exchange.request().message().type() == request;
        }
    }

    private static final List<Omission> OMISSIONS = List.of(
            new Omission("", MessageType.GET_MIRROR_BUDDY_GROUPS, "the groups have come with the states"),
            new Omission("ctl-movefileinode", MessageType.FIND_OWNER, "the file's entry names its owner; that of the directory isn't needed"),
            new Omission("ctl-createfile-badtarget", MessageType.FIND_OWNER, "a target that doesn't exist is refused at once"),
            new Omission("ctl-createfile-badtarget", MessageType.GET_ENTRY_INFO, "a target that doesn't exist is refused at once"),
            new Omission("ctl-setpattern-file", MessageType.GET_ENTRY_INFO, "a file's pattern can't be changed, so that isn't tried"),
            new Omission("ctl-setpattern-file", MessageType.SET_DIR_PATTERN, "a file's pattern can't be changed, so that isn't tried"),
            new Omission("quota-setquota-default", MessageType.SET_QUOTA, "BeeGFS's tool makes the defaults root's own limits, too"));

    @TestFactory
    Stream<DynamicTest> outputsAreTheGoldenOnes() throws Exception {
        return GoldenFile.read().sections().stream().map(section -> DynamicTest.dynamicTest(section.flow(), () -> check(section)));
    }

    @Test
    void everyConversationHasItsSection() throws Exception {
        assertEquals(RecordedExchange.all().stream().map(RecordedExchange::flow).distinct().sorted().toList(),
                GoldenFile.read().sections().stream().map(GoldenFile.Section::flow).sorted().toList());
    }

    private static void check(GoldenFile.Section golden) throws Exception {
        GoldenFile.Section played = played(golden);
        if (WRITE) {
            GoldenFile.read().with(played).write();
        } else {
            assertEquals(String.join("\n", golden.lines()), String.join("\n", played.lines()));
        }
    }

    /** Runs the command lines of a section; the servers must be asked what they were asked when they were recorded. */
    private static GoldenFile.Section played(GoldenFile.Section section) throws Exception {
        List<GoldenFile.Run> runs = new ArrayList<>();
        Interruption interruption = new Interruption();
        try (RecordedCluster cluster = new RecordedCluster(section.flow(), interruption)) {
            for (GoldenFile.Run run : section.runs()) {
                List<String> words = new ArrayList<>(run.words());
                words.addAll(List.of("--sysMgmtdHost=127.0.0.1", "--connMgmtdPortUDP=" + cluster.managementPort(), "--connDisableAuthentication=true"));
                ToolRun tool = interruption.run(words);
                assertEquals(List.of(), cluster.surprises(), () -> run.command() + " asks what BeeGFS's tool doesn't ask; that asks " + cluster.recorded());
                runs.add(new GoldenFile.Run(run.command(), lines(cluster, tool.out()), lines(cluster, tool.err()), tool.code()));
            }
            assertEquals(List.of(), cluster.unasked().stream().filter(e -> OMISSIONS.stream().noneMatch(o -> o.covers(e))).toList(),
                    "BeeGFS's tool also asks");
        }
        return new GoldenFile.Section(section.flow(), runs);
    }

    /** Runs the tool on a thread of its own, and interrupts it when the servers are surprised: they won't answer. */
    private static final class Interruption implements Runnable {
        private volatile Thread thread = Thread.currentThread();

        ToolRun run(List<String> words) throws Exception {
            FutureTask<ToolRun> task = new FutureTask<>(() -> ToolRun.of(TestHost.OF_ROOT, words));
            thread = Thread.ofPlatform().unstarted(task);
            thread.start();
            return task.get();
        }

        @Override
        public void run() {
            thread.interrupt();
        }
    }

    private static List<String> lines(RecordedCluster cluster, String text) {
        assertTrue(text.isEmpty() || text.endsWith("\n"), () -> "unfinished line: " + text);
        return text.lines().map(line -> OF_ADDRESSES.matcher(line).matches() ? cluster.asRecorded(line) : withoutZone(line)).toList();
    }

    /** Times of a resynchronisation are those of the host's zone; in seconds since 1970 they are the same everywhere. */
    private static String withoutZone(String line) {
        Matcher time = JOB_TIME.matcher(line);
        return time.matches() ? time.group(1) + "@" + Instant.from(TIME.parse(time.group(2))).getEpochSecond() : line;
    }
}
