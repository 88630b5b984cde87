package org.apiaryfs.mgmt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;

/**
 * What the configuration says of quotas. Immutable.
 *
 * @param on whether limits are kept and enforced
 * @param interval between rounds
 * @param workers targets that are asked at once
 * @param users whose usage is asked for
 * @param groups likewise
 */
public record QuotaSettings(boolean on, Duration interval, int workers, Source users, Source groups) {
    /** Where IDs come from that usage is asked for. */
    public enum Kind {
        SYSTEM, FILE, RANGE
    }

    /** IDs of users, or of groups. */
    public sealed interface Source {}

    /** Accounts of this host. @param systemAccounts those for services too */
    public record HostAccounts(boolean systemAccounts) implements Source {}

    /** IDs in a file, separated by blanks or line breaks. */
    public record IdFile(Path file) implements Source {}

    /** IDs from {@code first} to {@code last}, unsigned. */
    public record IdRange(int first, int last) implements Source {}

    static QuotaSettings of(Config config) throws ConfigException {
        int seconds = config.get(MgmtKeys.QUOTA_INTERVAL_SECONDS);
        Duration interval = seconds > 0 ? Duration.ofSeconds(seconds) : Duration.ofMinutes(config.get(MgmtKeys.QUOTA_INTERVAL));
        boolean on = config.get(MgmtKeys.QUOTA);
        return new QuotaSettings(on, interval, config.get(MgmtKeys.QUOTA_WORKERS),
                on ? source(config, MgmtKeys.QUOTA_UID_FILE.name(), config.get(MgmtKeys.QUOTA_UID_FILE), MgmtKeys.QUOTA_UID_RANGE.name(), config.get(MgmtKeys.QUOTA_UID_RANGE)) : new HostAccounts(false),
                on ? source(config, MgmtKeys.QUOTA_GID_FILE.name(), config.get(MgmtKeys.QUOTA_GID_FILE), MgmtKeys.QUOTA_GID_RANGE.name(), config.get(MgmtKeys.QUOTA_GID_RANGE)) : new HostAccounts(false));
    }

    private static Source source(Config config, String fileKey, Optional<Path> file, String rangeKey, List<String> range) throws ConfigException {
        return switch (config.get(MgmtKeys.QUOTA_QUERY)) {
            case SYSTEM -> new HostAccounts(config.get(MgmtKeys.QUOTA_SYSTEM_ACCOUNTS));
            case FILE -> new IdFile(file.orElseThrow(() -> new ConfigException("quotaQueryType is file but " + fileKey + " isn't set; name a file of IDs")));
            case RANGE -> range(rangeKey, range);
        };
    }

    private static IdRange range(String key, List<String> words) throws ConfigException {
        try {
            if (words.size() == 2) {
                IdRange range = new IdRange(Integer.parseUnsignedInt(words.get(0)), Integer.parseUnsignedInt(words.get(1)));
                if (Integer.compareUnsigned(range.first, range.last) <= 0) {
                    return range;
                }
            }
        } catch (NumberFormatException e) {
            // falls through to the one message
        }
        throw new ConfigException("quotaQueryType is range but " + key + " is '" + String.join(",", words) + "'; give the first and the last ID, such as 1000,2000");
    }
}
