package org.apiaryfs.node;

import java.time.Duration;
import org.apiaryfs.cluster.Settings;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigKey;

/**
 * What the common keys of a daemon's configuration say. Immutable, built once.
 *
 * @param connections how it reaches others
 * @param tcpPort own stream port, shifted
 * @param udpPort own datagram port, shifted
 * @param backlog connections waiting for being accepted
 * @param offlineTimeout silence after which a target counts as offline
 * @param statesInterval between state reports
 * @param statusPort loopback port of the status pages, shifted; 0 = none
 */
public record NodeSettings(
        Settings connections, int tcpPort, int udpPort, int backlog, Duration offlineTimeout, Duration statesInterval, int statusPort) {

    /**
     * @throws ConfigException if a combination of values can't be used
     */
    public static NodeSettings of(Config config, ConfigKey<Integer> tcpPort, ConfigKey<Integer> udpPort,
            ConfigKey<Integer> maxConnections, ConfigKey<Integer> statusPort) throws ConfigException {
        Settings settings = Settings.of(config, maxConnections);
        Duration offline = Duration.ofSeconds(config.get(NodeKeys.OFFLINE_TIMEOUT));
        int status = config.get(statusPort);
        return new NodeSettings(settings, settings.shifted(config.get(tcpPort)), settings.shifted(config.get(udpPort)),
                config.get(NodeKeys.BACKLOG), offline, settings.statesInterval(offline), status == 0 ? 0 : settings.shifted(status));
    }
}
