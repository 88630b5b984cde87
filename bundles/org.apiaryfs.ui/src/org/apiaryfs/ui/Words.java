package org.apiaryfs.ui;

import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.apiaryfs.ui.internal.Messages;

/** Several words in one line, as the language puts them one after the other. Stateless. */
public final class Words {
    private Words() { }

    /** Such as "offline, needs resync". */
    public static Collector<CharSequence, ?, String> listed() {
        return Collectors.joining(Messages.List_separator);
    }
}
