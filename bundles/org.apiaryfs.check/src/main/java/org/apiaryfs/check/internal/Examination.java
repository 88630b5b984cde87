package org.apiaryfs.check.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apiaryfs.admin.Session;
import org.apiaryfs.check.Check;
import org.apiaryfs.check.CheckException;
import org.apiaryfs.check.CheckOptions;
import org.apiaryfs.check.CheckReport;
import org.apiaryfs.check.Finding;
import org.apiaryfs.check.FindingKind;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.model.EntryInfo;
import org.apiaryfs.protocol.model.StatData;
import org.apiaryfs.transport.Transport;

/** One run through a file system: a look at everything, a second one at what seems wrong, and questions about the rest. Used by one thread. */
public final class Examination {
    private final Peers peers;
    private final Transport transport;
    private final CheckOptions options;
    private final Path work;
    private final Inquiry inquiry;
    private long unsettled;

    /** @param work for temporary files; exists, and whoever made it removes it */
    public Examination(Session session, Transport transport, CheckOptions options, Path work) {
        this.peers = new Peers(session);
        this.transport = transport;
        this.options = options;
        this.work = work;
        this.inquiry = new Inquiry(peers);
    }

    /** Checks everything, and mends what is chosen. */
    public CheckReport run(Check.Choice choice) throws CheckException, InterruptedException {
        peers.refresh();
        peers.mustAnswer();
        Rules rules = rules();
        try (Modifications modifications = Modifications.watch(peers, transport, options.force());
                FactSorter sorter = new FactSorter(work)) {
            Gathering first = new Gathering(peers, options.force(), sorter::add);
            first.run();
            try (FactTable table = sorter.finish()) {
                Suspects suspects = new Suspects();
                table.forEach(facts -> suspects.add(untouched(rules.judge(facts), modifications)));
                if (table.find(EntryInfo.ROOT_ID).isEmpty()) {
                    suspects.add(rules.judge(nothing(EntryInfo.ROOT_ID)));
                }
                List<Suspicion> confirmed = suspects.isEmpty() ? List.of() : confirm(suspects, rules);
                modifications.end();
                List<Suspicion> sure = untouched(confirmed, modifications);
                Map<Suspicion, Finding.Outcome> outcomes = new Repair(peers).run(sure, choice);
                return new CheckReport(first.counted(), findings(sure, new Paths(table), outcomes), suspects.more(), unsettled);
            }
        }
    }

    /** Leaves out what is in use: its parts may have been looked at before and after a change. */
    private List<Suspicion> untouched(List<Suspicion> suspicions, Modifications modifications) {
        List<Suspicion> rest = suspicions.stream().filter(s -> !modifications.touched(s.id())).toList();
        unsettled += suspicions.size() - rest.size();
        return rest;
    }

    private Rules rules() {
        ClusterMap map = peers.map();
        return new Rules(map.root().id(), map.targetNodes().keySet(), map.targets().groups().keySet(), options.chunkOwners());
    }

    private static EntryFacts nothing(String id) {
        return new EntryFacts(id, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private List<Suspicion> confirm(Suspects suspects, Rules before) throws CheckException, InterruptedException {
        Map<String, StatData> linked = attributes(suspects.all());
        Set<String> ids = suspects.ids();
        Map<String, List<Fact>> again = new ConcurrentHashMap<>();
        peers.refresh();
        new Gathering(peers, options.force(), fact -> {
            if (ids.contains(fact.about())) {
                again.compute(fact.about(), (id, list) -> {
                    List<Fact> known = list == null ? new ArrayList<>() : list;
                    known.add(fact);
                    return known;
                });
            }
        }).run();
        Rules now = rules();
        Suspects later = new Suspects();
        ids.forEach(id -> later.add(now.judge(again.containsKey(id) ? EntryFacts.of(again.get(id)) : nothing(id))));
        List<Suspicion> confirmed = new ArrayList<>();
        for (Suspicion suspicion : suspects.alsoIn(later)) {
            switch (ask(suspicion, linked)) {
                case WRONG -> confirmed.add(suspicion);
                case UNSETTLED -> unsettled++;
                case RIGHT -> { }
            }
        }
        return confirmed;
    }

    /** Attributes of the files whose names are to be counted once more. */
    private Map<String, StatData> attributes(List<Suspicion> suspicions) throws CheckException, InterruptedException {
        Map<String, StatData> found = new HashMap<>();
        for (Suspicion suspicion : suspicions) {
            if (suspicion.kind() == FindingKind.WRONG_LINK_COUNT) {
                inquiry.stat(suspicion.facts().files().getFirst()).ifPresent(stat -> found.put(suspicion.id(), stat));
            }
        }
        return found;
    }

    private Inquiry.Verdict ask(Suspicion suspicion, Map<String, StatData> linked) throws CheckException, InterruptedException {
        return switch (suspicion.kind()) {
            case WRONG_DIRECTORY_COUNTS -> inquiry.directory(suspicion.facts().directories().getFirst());
            case WRONG_SIZE -> inquiry.size(suspicion.facts().files().getFirst());
            case WRONG_LINK_COUNT -> {
                Optional<StatData> now = inquiry.stat(suspicion.facts().files().getFirst());
                Optional<StatData> before = Optional.ofNullable(linked.get(suspicion.id()));
                yield now.isEmpty() ? Inquiry.Verdict.RIGHT
                        : before.isPresent() && before.get().ctime() == now.get().ctime() && before.get().nlink() == now.get().nlink()
                                ? Inquiry.Verdict.WRONG : Inquiry.Verdict.UNSETTLED;
            }
            default -> Inquiry.Verdict.WRONG;
        };
    }

    private static List<Finding> findings(List<Suspicion> sure, Paths paths, Map<Suspicion, Finding.Outcome> outcomes) {
        return sure.stream().map(s -> new Finding(s.kind(), s.id(), paths.of(s), s.detail(), outcomes.getOrDefault(s, Finding.Outcome.FOUND)))
                .sorted(Comparator.comparing(Finding::kind).thenComparing(f -> f.path().orElse("")).thenComparing(Finding::entryId)).toList();
    }
}
