package org.apiaryfs.daemons.ctl;

import java.util.Optional;
import org.apiaryfs.admin.SizeText;

/** Numbers of bytes on the command line, such as 512k. Stateless. */
final class Sizes {
    private Sizes() {}

    /** @param option what the word stands behind */
    static long parse(String option, String word) throws CtlException {
        try {
            return SizeText.parse(word);
        } catch (IllegalArgumentException e) {
            throw new CtlException("'" + word + "' is no value for " + option + "; " + e.getMessage());
        }
    }

    /** A size of chunks; empty if no word was given. */
    static Optional<Integer> chunk(String word) throws CtlException {
        if (word == null) {
            return Optional.empty();
        }
        long size = parse("--chunksize", word);
        if (size > Integer.MAX_VALUE) {
            throw new CtlException("'" + word + "' is too much for --chunksize");
        }
        return Optional.of((int) size);
    }
}
