package org.apiaryfs.storage.internal;

import java.util.List;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.monitor.StorageBenchControl;
import org.apiaryfs.protocol.monitor.StorageBenchControlResp;
import org.apiaryfs.storage.benchmark.BenchmarkPlan;
import org.apiaryfs.storage.benchmark.TargetBenchmark;
import org.apiaryfs.transport.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers StorageBenchControl (spec storage §10). Thread-safe. */
final class BenchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BenchHandler.class);

    private final TargetBenchmark benchmark;

    BenchHandler(TargetBenchmark benchmark) {
        this.benchmark = benchmark;
    }

    /** Waits for the disk. */
    Message answer(Exchange exchange) {
        StorageBenchControl request = (StorageBenchControl) exchange.request().message();
        List<Integer> targets = request.targetIds();
        return switch (request.action()) {
            case StorageBenchControl.START -> answer(request, start(request), List.of());
            case StorageBenchControl.STOP -> answer(request, benchmark.stop(), List.of());
            case StorageBenchControl.CLEANUP -> answer(request, benchmark.cleanUp(targets), List.of());
            default -> answer(request, benchmark.report(), targets);
        };
    }

    private TargetBenchmark.Report start(StorageBenchControl request) {
        BenchmarkPlan.Kind kind = request.benchType() == BenchmarkPlan.Kind.READ.number() ? BenchmarkPlan.Kind.READ : BenchmarkPlan.Kind.WRITE;
        try {
            if (request.benchType() != kind.number()) {
                throw new IllegalArgumentException("there is no benchmark of type " + request.benchType());
            }
            return benchmark.start(new BenchmarkPlan(kind, request.blockSize(), request.size(), request.threads(), request.directIo()), request.targetIds());
        } catch (IllegalArgumentException e) {
            LOG.warn("benchmark not started: error=\"{}\"", e.getMessage());
            return benchmark.refused(kind);
        }
    }

    private Message answer(StorageBenchControl request, TargetBenchmark.Report report, List<Integer> targets) {
        return new StorageBenchControlResp(report.status().number(), request.action(),
                report.kind().map(BenchmarkPlan.Kind::number).orElse(StorageBenchControl.NO_TYPE), report.error().number(), targets,
                targets.stream().map(benchmark::throughput).toList());
    }
}
