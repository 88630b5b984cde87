package org.apiaryfs.daemons.beegfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.admin.ClusterNode;
import org.apiaryfs.protocol.model.NodeType;

/**
 * A command for people to a server (spec admin §3.11).
 *
 * @param type META, STORAGE or MGMT
 * @param node number or string ID; MGMT may have none
 * @param command words
 */
record GenericDebug(NodeType type, Optional<String> node, String command) implements Mode.Action {
    static final String USAGE = """
            --nodetype=<meta|storage|mgmt>  Kind of the server (needed).
            --nodeid=<id>      Its number or string ID (needed but for mgmt).
            <command>          Words for the server, such as "version" or "listopenfiles".
            """;

    static GenericDebug parse(ModeArguments a) throws ModeException {
        NodeType type = a.requiredNodeType(NodeType.META, NodeType.STORAGE, NodeType.MGMT);
        Optional<String> node = a.value("nodeid");
        List<String> words = new ArrayList<>();
        a.value("command").ifPresent(words::add);
        for (Optional<String> word = a.word(); word.isPresent(); word = a.word()) {
            words.add(word.get());
        }
        if (words.isEmpty()) {
            throw ModeException.badArguments("No command was given.");
        }
        if (node.isEmpty() && type != NodeType.MGMT) {
            throw ModeException.badArguments("--nodeid must be set.");
        }
        return new GenericDebug(type, node, String.join(" ", words));
    }

    @Override
    public int run(ModeRun run) throws ModeException, InterruptedException {
        ClusterNode to = run.connect().nodes(type).stream()
                .filter(n -> type == NodeType.MGMT || Long.toString(n.id()).equals(node.get()) || n.alias().equals(node.get())).findFirst()
                .orElseThrow(() -> new ModeException(ExitCode.FAILED, "Unknown node: " + node.get()));
        run.line("Command: " + command);
        run.line("Response:");
        run.line(ModeRun.get(run.cluster().nodes().debug(type, to.id(), command)));
        return ExitCode.OK;
    }
}
