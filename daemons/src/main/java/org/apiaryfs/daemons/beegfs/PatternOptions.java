package org.apiaryfs.daemons.beegfs;

import java.util.Locale;
import java.util.Optional;
import org.apiaryfs.protocol.model.StripePattern;

/**
 * Options about a stripe pattern. Immutable.
 *
 * @param chunkSize bytes
 * @param targets number of them
 * @param type RAID0 or BUDDY_MIRROR
 */
record PatternOptions(Optional<Integer> chunkSize, Optional<Integer> targets, Optional<Integer> type) {
    private static final long MAX_CHUNK = 1 << 30;

    static PatternOptions take(ModeArguments a) throws ModeException {
        Optional<Long> size = a.size("chunksize");
        if (size.isPresent() && (size.get() > MAX_CHUNK || !StripePattern.validChunkSize(size.get().intValue()))) {
            throw ModeException.badArguments("Chunksize must be a power of two of at least 64k and at most 1g: --chunksize");
        }
        Optional<String> pattern = a.value("pattern");
        Optional<Integer> type = pattern.map(p -> switch (p.toLowerCase(Locale.ROOT)) {
            case "raid0" -> StripePattern.RAID0;
            case "buddymirror" -> StripePattern.BUDDY_MIRROR;
            default -> 0;
        });
        if (type.isPresent() && type.get() == 0) {
            throw ModeException.badArguments("Invalid pattern type: '" + pattern.get() + "'; expected raid0 or buddymirror.");
        }
        return new PatternOptions(size.map(Long::intValue), a.number("numtargets", 1, 0xffff).map(Long::intValue), type);
    }

    /** A pool's number, or {@code default}. */
    static Optional<Integer> pool(ModeArguments a) throws ModeException {
        if (a.has("storagepoolid")) {
            Optional<String> text = a.value("storagepoolid");
            return Optional.of(text.filter("default"::equals).isPresent() ? StripePattern.DEFAULT_POOL
                    : (int) ModeArguments.number("--storagepoolid", text.orElse(""), 1, 0xffff));
        }
        return Optional.empty();
    }
}
