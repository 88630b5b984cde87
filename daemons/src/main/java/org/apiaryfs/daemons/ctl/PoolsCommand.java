package org.apiaryfs.daemons.ctl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apiaryfs.admin.TargetPool;
import org.apiaryfs.daemons.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists storage pools. */
@Command(name = "pools", description = "Lists the storage pools.", mixinStandardHelpOptions = true)
final class PoolsCommand implements Callable<Integer> {
    @Mixin private Cluster cluster;

    @Override
    public Integer call() {
        return cluster.answer((connection, snapshot) -> {
            Table table = new Table(Table.right("Pool"), Table.left("Description"), Table.left("Targets"), Table.left("Mirror groups"));
            snapshot.pools().forEach(p -> table.row(Integer.toString(p.id()), p.description(), list(p.targets()), list(p.groups())));
            return new Cluster.Answer(table.text(), snapshot.pools().stream().map(PoolsCommand::data).toList());
        });
    }

    private static String list(List<Integer> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static Map<String, Object> data(TargetPool pool) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", pool.id());
        data.put("description", pool.description());
        data.put("targets", pool.targets());
        data.put("mirrorGroups", pool.groups());
        return data;
    }
}
