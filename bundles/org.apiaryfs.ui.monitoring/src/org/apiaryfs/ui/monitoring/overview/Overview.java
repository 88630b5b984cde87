package org.apiaryfs.ui.monitoring.overview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apiaryfs.monitor.JournalEntry;
import org.apiaryfs.monitor.Severity;

/**
 * A cluster at a moment, as far as it is shown at a glance. Immutable.
 *
 * @param health one sentence
 * @param worst how bad the worst problem is that isn't muted
 * @param spaces of storage, its pools and metadata; none while nothing is known of the cluster
 * @param servers the busiest ones, most first
 * @param clients likewise; empty before they were counted
 * @param users likewise
 * @param counted how long a while they are means of; zero before they were counted
 * @param changes newest first
 */
record Overview(String health, Optional<Severity> worst, List<SpaceUse> spaces, List<Load> servers, Optional<List<Load>> clients, Optional<List<Load>> users,
        Duration counted, List<JournalEntry> changes) { }
