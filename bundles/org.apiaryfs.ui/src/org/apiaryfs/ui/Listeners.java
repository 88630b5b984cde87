package org.apiaryfs.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who wants to know of changes. Listeners may come and go while others are told. UI thread only. */
public final class Listeners<T> {
    private final List<Consumer<T>> all = new ArrayList<>();

    /** Tells the listener of each change until the returned action is run. */
    public Runnable add(Consumer<T> listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    public void tell(T news) {
        List.copyOf(all).forEach(listener -> listener.accept(news));
    }
}
