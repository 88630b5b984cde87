package org.apiaryfs.storage.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.apiaryfs.cluster.ClusterMap;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.model.BuddyGroup;
import org.apiaryfs.protocol.model.Consistency;
import org.apiaryfs.protocol.storage.TargetRequest;
import org.apiaryfs.storage.chunk.ChunkArea;

/** Finds the target of a request, through its buddy group if the file is mirrored. Thread-safe. */
final class Places {
    private final Targets targets;
    private final Supplier<ClusterMap> cluster;

    Places(Targets targets, Supplier<ClusterMap> cluster) {
        this.targets = targets;
        this.cluster = cluster;
    }

    Targets targets() {
        return targets;
    }

    /** The group that a target is the primary of; 0 = none. */
    int groupOfPrimary(int target) {
        return cluster.get().targets().groups().entrySet().stream()
                .filter(e -> e.getValue().primary() == target).mapToInt(java.util.Map.Entry::getKey).findFirst().orElse(0);
    }

    /** The place whatever the state of its data. */
    Place of(TargetRequest request) {
        int id = request.targetId();
        if (request.mirrored()) {
            Optional<BuddyGroup> group = Optional.ofNullable(cluster.get().targets().groups().get(id));
            if (group.isEmpty()) {
                return new Place.Refused(FsError.UNKNOWN_TARGET);
            }
            id = request.toSecondary() ? group.get().secondary() : group.get().primary();
        }
        Optional<StorageTarget> target = targets.get(id);
        if (target.isPresent()) {
            return new Place.Here(target.get(), ChunkArea.of(request.mirrored()));
        }
        return request.mirrored() ? new Place.Elsewhere("target " + id + " is not on this server") : new Place.Refused(FsError.UNKNOWN_TARGET);
    }

    /** The place for whom the primary's data must be up to date. */
    Place ofGood(TargetRequest request) {
        Place place = of(request);
        if (place instanceof Place.Here here && stale(request, here.target())) {
            return new Place.Elsewhere("target " + here.target().id() + " is " + here.target().consistency());
        }
        return place;
    }

    /**
     * The place for whom a change must reach both sides of a group: a primary would have to pass it
     * on, which this server can't do.
     */
    Place toChange(TargetRequest request) {
        Place place = ofGood(request);
        return place instanceof Place.Here && request.mirrored() && !request.toSecondary() ? new Place.Refused(FsError.NOT_SUPPORTED) : place;
    }

    /** True if a request to a primary meets data that may be old. */
    static boolean stale(TargetRequest request, StorageTarget target) {
        return request.mirrored() && !request.toSecondary() && target.consistency() != Consistency.GOOD;
    }
}
