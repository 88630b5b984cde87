package org.apiaryfs.tests.history;

import java.util.ArrayList;
import java.util.List;
import org.apiaryfs.tests.history.Demand.Observation;
import org.apiaryfs.tests.history.Demand.Progress;
import org.apiaryfs.tests.history.Demand.Step;

/**
 * What outcomes demand: POSIX, where one name is concerned at one moment. The kernel looks at the names of an operation one after the
 * other before it asks the file system, and rightly so: a path is walked step by step, a link is made of the inode that was found, and
 * errors that are about two names are about two moments. A listing says of each name by itself that it was there, or not, at some
 * moment. Immutable.
 */
final class Specification {
    /** How far a rename over two servers has got that has made the new name. */
    private static final long AT_BOTH = Long.MIN_VALUE;

    private final Layout layout;
    private final boolean severalServers;

    /** @param severalServers whether a renamed file may be seen at both names for a moment */
    Specification(Layout layout, boolean severalServers) {
        this.layout = layout;
        this.severalServers = severalServers;
    }

    /**
     * All that must have been while an operation ran, in no order.
     *
     * @return empty if the outcome is none that the operation may have
     */
    List<Demand> demands(Recorded recorded) {
        return switch (recorded.outcome()) {
            case Outcome.Failed(int number) -> failed(recorded.operation(), number);
            case Outcome.Done() -> done(recorded);
            case Outcome.File(long inode) -> switch (recorded.operation()) {
                case Operation.Create(int name) -> List.of((Progress) (n, p) -> n.free(name) && n.find(inode) < 0 ? Step.end(n.with(name, inode)) : List.of());
                case Operation.Look(int name) -> List.of((Observation) n -> n.at(name) == inode);
                default -> List.of();
            };
            case Outcome.Directory() -> recorded.operation() instanceof Operation.Look(int name)
                    ? List.of((Observation) n -> n.directory(name)) : List.of();
            case Outcome.Listed(var places) -> {
                List<Demand> demands = new ArrayList<>();
                if (recorded.operation() instanceof Operation.List(int directory)) {
                    for (int i = 0; i < layout.namesEach(); i++) {
                        int place = layout.first(directory) + i;
                        boolean there = places.get(place);
                        demands.add((Observation) n -> n.free(place) != there);
                    }
                }
                yield demands;
            }
        };
    }

    private List<Demand> done(Recorded recorded) {
        return switch (recorded.operation()) {
            case Operation.Unlink(int name) -> List.of((Progress) (n, p) -> n.file(name) ? Step.end(n.without(name)) : List.of());
            case Operation.MakeDirectory(int name) -> {
                long directory = -2L - recorded.id();
                yield List.of((Progress) (n, p) -> n.free(name) ? Step.end(n.with(name, directory)) : List.of());
            }
            case Operation.RemoveDirectory(int name) -> List.of((Progress) (n, p) -> n.emptyDirectory(name) ? Step.end(n.without(name)) : List.of());
            case Operation.Link(int from, int to) -> List.of((Progress) (n, p) -> {
                if (p == Progress.START) {
                    return n.file(from) ? List.of(new Step(n, n.at(from))) : List.of();
                }
                return n.free(to) && n.find(p) >= 0 ? Step.end(n.with(to, p)) : List.of();
            });
            case Operation.Rename(int from, int to) -> List.of((Progress) (n, p) -> rename(n, from, to, p));
            case Operation.CreateChild(int name, int child) -> List.of(inDirectory(name, (n, place) ->
                    !n.has(place, child) ? Step.end(n.withChild(place, child)) : List.of()));
            case Operation.UnlinkChild(int name, int child) -> List.of(inDirectory(name, (n, place) ->
                    n.has(place, child) ? Step.end(n.withoutChild(place, child)) : List.of()));
            case Operation.Create c -> List.of();
            case Operation.Look l -> List.of();
            case Operation.List l -> List.of();
        };
    }

    private List<Step> rename(Names n, int from, int to, long progress) {
        long moved = n.at(from);
        if (progress == AT_BOTH) {
            return n.file(from) && moved == n.at(to) ? Step.end(n.without(from)) : List.of();
        }
        if (progress != Progress.START) {
            return n.at(to) == progress ? Step.end(n) : List.of();
        }
        if (n.free(from)) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        if (n.free(to) || n.file(from) && n.file(to) || n.directory(from) && n.emptyDirectory(to)) {
            steps.add(new Step(moved == n.at(to) ? n : n.moved(from, to), Progress.END));
        }
        if (n.file(from) && severalServers && moved != n.at(to) && !n.directory(to)) {
            steps.add(new Step(n.with(to, moved), AT_BOTH));
        }
        // Two names of one file stay as they are. The kernel may have found them to be that one by one: then a rename that another mount
        // has done between its two looks, of a directory too, is a success without a request.
        steps.add(new Step(n, moved));
        return steps;
    }

    private interface InDirectory {
        List<Step> next(Names names, int place);
    }

    /** First the directory is found, then something happens in it, wherever it is by then. */
    private static Progress inDirectory(int name, InDirectory action) {
        return (n, p) -> {
            if (p == Progress.START) {
                return n.directory(name) ? List.of(new Step(n, n.at(name))) : List.of();
            }
            int place = n.find(p);
            return place >= 0 ? action.next(n, place) : List.of();
        };
    }

    private static List<Demand> failed(Operation operation, int number) {
        return switch (operation) {
            case Operation.Create(int name) when number == Outcome.EEXIST -> taken(name);
            case Operation.MakeDirectory(int name) when number == Outcome.EEXIST -> taken(name);
            case Operation.Look(int name) when number == Outcome.ENOENT -> free(name);
            case Operation.Unlink(int name) when number == Outcome.ENOENT -> free(name);
            case Operation.Unlink(int name) when number == Outcome.EISDIR -> directory(name);
            case Operation.RemoveDirectory(int name) when number == Outcome.ENOENT -> free(name);
            case Operation.RemoveDirectory(int name) when number == Outcome.ENOTDIR -> file(name);
            case Operation.RemoveDirectory(int name) when notEmpty(number) -> full(name);
            case Operation.Link(int from, int to) when number == Outcome.EEXIST -> taken(to);
            case Operation.Link(int from, int to) when number == Outcome.EPERM -> directory(from);
            case Operation.Link(int from, int to) when number == Outcome.ENOENT -> List.of((Progress) (n, p) -> {
                if (p == Progress.START) {
                    return n.free(from) ? Step.end(n) : n.file(from) ? List.of(new Step(n, n.at(from))) : List.of();
                }
                return n.find(p) < 0 ? Step.end(n) : List.of();
            });
            case Operation.Rename(int from, int to) when number == Outcome.ENOENT -> free(from);
            case Operation.Rename(int from, int to) when number == Outcome.EISDIR -> both(file(from), directory(to));
            case Operation.Rename(int from, int to) when number == Outcome.ENOTDIR -> both(directory(from), file(to));
            case Operation.Rename(int from, int to) when notEmpty(number) -> both(directory(from), full(to));
            case Operation.CreateChild(int name, int child) when number == Outcome.ENOTDIR -> file(name);
            case Operation.UnlinkChild(int name, int child) when number == Outcome.ENOTDIR -> file(name);
            case Operation.CreateChild(int name, int child) when number == Outcome.EEXIST ->
                    List.of(inDirectory(name, (n, place) -> n.has(place, child) ? Step.end(n) : List.of()));
            case Operation.CreateChild(int name, int child) when number == Outcome.ENOENT -> List.of(missing(name, Names.NOTHING));
            case Operation.UnlinkChild(int name, int child) when number == Outcome.ENOENT -> List.of(missing(name, 1L << child));
            default -> List.of();
        };
    }

    /** The directory isn't there, or goes before something is done in it, or lacks a child (a bit; 0 = none). */
    private static Progress missing(int name, long child) {
        return (n, p) -> {
            if (p == Progress.START) {
                return n.free(name) ? Step.end(n) : n.directory(name) ? List.of(new Step(n, n.at(name))) : List.of();
            }
            int place = n.find(p);
            boolean lacks = place < 0 || child != 0 && !n.has(place, Long.numberOfTrailingZeros(child));
            return lacks ? Step.end(n) : List.of();
        };
    }

    private static boolean notEmpty(int number) {
        return number == Outcome.ENOTEMPTY || number == Outcome.EEXIST;
    }

    private static List<Demand> both(List<Demand> one, List<Demand> other) {
        return List.of(one.getFirst(), other.getFirst());
    }

    private static List<Demand> free(int name) {
        return List.of((Observation) n -> n.free(name));
    }

    private static List<Demand> taken(int name) {
        return List.of((Observation) n -> !n.free(name));
    }

    private static List<Demand> file(int name) {
        return List.of((Observation) n -> n.file(name));
    }

    private static List<Demand> directory(int name) {
        return List.of((Observation) n -> n.directory(name));
    }

    private static List<Demand> full(int name) {
        return List.of((Observation) n -> n.directory(name) && !n.emptyDirectory(name));
    }
}
