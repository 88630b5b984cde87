package org.apiaryfs.check;

import org.apiaryfs.admin.Sentences;

/** The texts of this package. Stateless. */
final class Texts {
    private static final Sentences ALL = Sentences.beside(Texts.class);

    private Texts() {}

    static String of(String key, Object... arguments) {
        return ALL.of(key, arguments);
    }
}
