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
    /** Times are told in whole seconds; milliseconds after which a change has another one. */
    private static final int CLOCK_TICK = 1100;

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
                List<Suspicion> confirmed = suspects.isEmpty() ? List.of() : confirm(suspects);
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

    private List<Suspicion> confirm(Suspects suspects) throws CheckException, InterruptedException {
        Map<String, StatData> before = attributes(suspects.all());
        if (!before.isEmpty()) {
            Thread.sleep(CLOCK_TICK); // from here on no change leaves the times as they are
        }
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
            switch (ask(suspicion, Optional.ofNullable(before.get(suspicion.id())))) {
                case WRONG -> confirmed.add(suspicion);
                case UNSETTLED -> unsettled++;
                case RIGHT -> { }
            }
        }
        return confirmed;
    }

    /** Attributes of what is going to be counted once more: if they are the same afterwards, nothing came and went meanwhile. */
    private Map<String, StatData> attributes(List<Suspicion> suspicions) throws CheckException, InterruptedException {
        Map<String, StatData> found = new HashMap<>();
        for (Suspicion suspicion : suspicions) {
            Optional<StatData> stat = switch (suspicion.kind()) {
                case WRONG_LINK_COUNT, WRONG_SIZE -> inquiry.stat(suspicion.facts().files().getFirst());
                case WRONG_DIRECTORY_COUNTS -> inquiry.stat(suspicion.facts().directories().getFirst());
                default -> Optional.empty();
            };
            stat.ifPresent(attributes -> found.put(suspicion.id(), attributes));
        }
        return found;
    }

    /** @param before attributes of a moment before the last gathering, of kinds that count something */
    private Inquiry.Verdict ask(Suspicion suspicion, Optional<StatData> before) throws CheckException, InterruptedException {
        return switch (suspicion.kind()) {
            case WRONG_DIRECTORY_COUNTS -> inquiry.directory(suspicion.facts().directories().getFirst(), before);
            case WRONG_SIZE -> inquiry.size(suspicion.facts().files().getFirst(), before);
            case WRONG_LINK_COUNT -> inquiry.linkCount(suspicion.facts().files().getFirst(), before);
            default -> Inquiry.Verdict.WRONG;
        };
    }

    private static List<Finding> findings(List<Suspicion> sure, Paths paths, Map<Suspicion, Finding.Outcome> outcomes) {
        return sure.stream().map(s -> new Finding(s.kind(), s.id(), paths.of(s), s.detail(), outcomes.getOrDefault(s, Finding.Outcome.FOUND)))
                .sorted(Comparator.comparing(Finding::kind).thenComparing(f -> f.path().orElse("")).thenComparing(Finding::entryId)).toList();
    }
}
