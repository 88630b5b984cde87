package org.apiaryfs.daemons;

import java.time.Duration;
import org.apiaryfs.config.Config;
import org.apiaryfs.config.ConfigException;
import org.apiaryfs.config.ConfigSchema;
import org.apiaryfs.node.StartException;
import org.apiaryfs.transport.Transport;

/**
 * What one daemon program has of its own. Immutable.
 *
 * @param program name of the command
 * @param summary what it does, one sentence
 * @param schema its configuration keys
 * @param starter starts its service
 */
record Daemon(String program, String summary, ConfigSchema schema, Starter starter) {
    /** Starts a service. */
    @FunctionalInterface
    interface Starter {
        /**
         * Returns when the service serves requests.
         *
         * @throws ConfigException if values don't go together
         * @throws StartException if it can't start; nothing is left running or locked then
         * @throws InterruptedException if the thread was interrupted; likewise
         */
        Running start(Config config, Transport transport) throws ConfigException, StartException, InterruptedException;
    }

    /** A service that runs. */
    @FunctionalInterface
    interface Running {
        /** Stops accepting, lets what is under way end for up to {@code drain}, saves, closes. */
        void stop(Duration drain);
    }
}
