package org.apiaryfs.ui.monitoring.problems;

import org.apiaryfs.monitor.GroupKey;
import org.apiaryfs.monitor.Subject;
import org.apiaryfs.monitor.TargetKey;
import org.apiaryfs.protocol.model.NodeType;
import org.eclipse.osgi.util.NLS;

/** What problems and changes are about, in a few words. */
public final class SubjectText {
    private SubjectText() { }

    /** Such as "Storage target 301". */
    public static String of(Subject subject) {
        return switch (subject) {
            case Subject.Cluster() -> Messages.subjectCluster;
            case Subject.Node(NodeType type, long id) -> NLS.bind(switch (type) {
                case META -> Messages.subjectMetaServer;
                case STORAGE -> Messages.subjectStorageServer;
                case CLIENT -> Messages.subjectClient;
                default -> Messages.subjectManagement;
            }, Long.toString(id));
            case Subject.Target(TargetKey(NodeType kind, int id)) -> NLS.bind(
                    kind == NodeType.META ? Messages.subjectMetaServer : Messages.subjectTarget, Integer.toUnsignedString(id));
            case Subject.Group(GroupKey(NodeType kind, int id)) -> NLS.bind(
                    kind == NodeType.META ? Messages.subjectMetaGroup : Messages.subjectStorageGroup, Integer.toString(id));
            case Subject.Pool(int id) -> NLS.bind(Messages.subjectPool, Integer.toString(id));
            case Subject.Monitoring(String name) -> Messages.subjectMonitoring;
        };
    }
}
