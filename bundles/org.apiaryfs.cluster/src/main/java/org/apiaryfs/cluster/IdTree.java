package org.apiaryfs.cluster;

import java.util.List;

/**
 * What an {@link IdMap} is made of, a Patricia tree: a branch stands at the highest bit in which the IDs below it differ, so that
 * the same entries always make the same tree. null is the empty one. Immutable.
 */
sealed interface IdTree<V> {
    /** How many entries there are. */
    int size();

    record Leaf<V>(int id, V value) implements IdTree<V> {
        @Override
        public int size() {
            return 1;
        }
    }

    /**
     * @param prefix the bits above {@code bit}, which all IDs below have in common
     * @param zero those without the bit
     * @param one those with it
     */
    record Branch<V>(int prefix, int bit, IdTree<V> zero, IdTree<V> one, int size) implements IdTree<V> {
        static <V> Branch<V> of(int prefix, int bit, IdTree<V> zero, IdTree<V> one) {
            return new Branch<>(prefix, bit, zero, one, zero.size() + one.size());
        }

        /** Two trees without a common ID, whose IDs have the bits above their highest difference in common. */
        static <V> Branch<V> joining(int idOfFirst, IdTree<V> first, int idOfSecond, IdTree<V> second) {
            int bit = Integer.highestOneBit(idOfFirst ^ idOfSecond);
            int prefix = above(idOfFirst, bit);
            return (idOfFirst & bit) == 0 ? of(prefix, bit, first, second) : of(prefix, bit, second, first);
        }

        static int above(int id, int bit) {
            return id & ~(bit | bit - 1);
        }

        boolean covers(int id) {
            return above(id, bit) == prefix;
        }

        IdTree<V> side(int id) {
            return (id & bit) == 0 ? zero : one;
        }

        Branch<V> withSide(int id, IdTree<V> changed) {
            return (id & bit) == 0 ? of(prefix, bit, changed, one) : of(prefix, bit, zero, changed);
        }
    }

    /** The entry of an ID; null if there is none. */
    static <V> Leaf<V> leaf(IdTree<V> root, int id) {
        IdTree<V> at = root;
        while (at instanceof Branch<V> branch && branch.covers(id)) {
            at = branch.side(id);
        }
        return at instanceof Leaf<V> leaf && leaf.id == id ? leaf : null;
    }

    /** @param leaves at least one, ascending by ID, which no two have in common */
    static <V> IdTree<V> of(List<Leaf<V>> leaves) {
        Leaf<V> first = leaves.getFirst();
        if (leaves.size() == 1) {
            return first;
        }
        int bit = Integer.highestOneBit(first.id ^ leaves.getLast().id);
        int from = 0;
        int to = leaves.size() - 1; // has the bit, and the first hasn't
        while (to - from > 1) {
            int middle = (from + to) >>> 1;
            if ((leaves.get(middle).id & bit) == 0) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return Branch.of(Branch.above(first.id, bit), bit, of(leaves.subList(0, to)), of(leaves.subList(to, leaves.size())));
    }

    /** The same with an entry added or replaced. */
    static <V> IdTree<V> with(IdTree<V> tree, Leaf<V> leaf) {
        return switch (tree) {
            case null -> leaf;
            case Leaf<V> other -> other.id == leaf.id ? leaf : Branch.joining(other.id, other, leaf.id, leaf);
            case Branch<V> branch -> branch.covers(leaf.id) ? branch.withSide(leaf.id, with(branch.side(leaf.id), leaf))
                    : Branch.joining(branch.prefix, branch, leaf.id, leaf);
        };
    }

    /** The same without an ID that is in it. */
    static <V> IdTree<V> without(IdTree<V> tree, int id) {
        if (tree instanceof Branch<V> branch) {
            IdTree<V> left = without(branch.side(id), id);
            return left == null ? (id & branch.bit) == 0 ? branch.one : branch.zero : branch.withSide(id, left);
        }
        return null;
    }

    static boolean same(IdTree<?> a, IdTree<?> b) {
        if (a == b) {
            return true;
        }
        return switch (a) {
            case null -> false;
            case Leaf<?> leaf -> b instanceof Leaf<?> other && leaf.id == other.id && leaf.value.equals(other.value);
            case Branch<?> branch -> b instanceof Branch<?> other && branch.bit == other.bit && branch.prefix == other.prefix
                    && branch.size == other.size && same(branch.zero, other.zero) && same(branch.one, other.one);
        };
    }
}
