package org.apiaryfs.monitor;

import org.apiaryfs.admin.Sentences;

/** The texts of this package. Stateless. */
final class Texts {
    private static final Sentences ALL = Sentences.beside(Texts.class);

    private Texts() {}

    static String of(String key, Object... arguments) {
        return ALL.of(key, arguments);
    }

    /** The beginning of a sentence, such as a name, as it stands within one. */
    static String within(String beginning) {
        return Character.toLowerCase(beginning.charAt(0)) + beginning.substring(1);
    }
}
