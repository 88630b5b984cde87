package org.apiaryfs.ui.monitoring.statistics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations have a column: those that have ever been counted, or those that the user has chosen. UI thread only.
 */
public final class ShownColumns {
    private static final String SEPARATOR = ",";

    private final Set<String> counted = new HashSet<>();
    private Optional<Set<String>> chosen;

    /** @param saved what {@link #toString} said in an earlier run; empty for none */
    public ShownColumns(String saved) {
        chosen = saved.isEmpty() ? Optional.empty() : Optional.of(new LinkedHashSet<>(Arrays.asList(saved.split(SEPARATOR))));
    }

    /** Takes over what the sum over all has. */
    public void see(List<OperationColumn> operations, StatisticsLine sum) {
        operations.stream().filter(operation -> sum.value(operation.index(), true) > 0).map(OperationColumn::name).forEach(counted::add);
    }

    /** The sum of all is always shown. */
    public boolean isShown(OperationColumn operation) {
        return operation.index() == 0 || chosen.orElse(counted).contains(operation.name());
    }

    public boolean automatic() {
        return chosen.isEmpty();
    }

    public void chooseAutomatically() {
        chosen = Optional.empty();
    }

    /** Shows or hides one; from now on the user decides. */
    public void toggle(OperationColumn operation) {
        Set<String> next = new LinkedHashSet<>(chosen.orElse(counted));
        if (!next.remove(operation.name())) {
            next.add(operation.name());
        }
        chosen = Optional.of(next);
    }

    /** What is to be saved; empty if the user hasn't chosen. */
    @Override
    public String toString() {
        return chosen.map(some -> String.join(SEPARATOR, some)).filter(text -> !text.isEmpty()).orElse(chosen.isPresent() ? SEPARATOR : "");
    }
}
