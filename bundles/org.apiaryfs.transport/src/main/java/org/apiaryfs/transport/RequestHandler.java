package org.apiaryfs.transport;

import org.apiaryfs.protocol.Message;

/** Serves requests of one or more types. Called by many threads at once; see {@link Dispatch}. */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Serves a request by the means of {@link Exchange}.
     *
     * @throws Exception costs the connection, after one line in the log
     */
    void handle(Exchange exchange) throws Exception;

    /** A handler whose answer is its result. */
    static RequestHandler answering(Answerer answerer) {
        return exchange -> exchange.reply(answerer.answer(exchange));
    }

    /** Makes the response. */
    @FunctionalInterface
    interface Answerer {
        /** @param exchange for its request and peer; must not be ended */
        Message answer(Exchange exchange) throws Exception;
    }
}
