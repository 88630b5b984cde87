package org.apiaryfs.storage.internal;

import java.util.function.Function;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.control.GenericResponse;
import org.apiaryfs.protocol.storage.TargetRequest;
import org.apiaryfs.transport.Exchange;

/**
 * What requests for one chunk have in common that are answered by one message: finds the place,
 * refuses where there is none (spec storage §5), turns errors into the request's own response. Immutable.
 */
final class ChunkRequestHandler {
    private final Function<TargetRequest, Place> places;
    private final Function<FsError, Message> failure;

    /**
     * @param places finds the place of a request
     * @param failure the response that says no more than an error
     */
    ChunkRequestHandler(Function<TargetRequest, Place> places, Function<FsError, Message> failure) {
        this.places = places;
        this.failure = failure;
    }

    /** What is done at the place. */
    @FunctionalInterface
    interface Action {
        Message perform(Place.Here here) throws FsException;
    }

    void answer(Exchange exchange, Action action) {
        switch (places.apply((TargetRequest) exchange.request().message())) {
            case Place.Here here -> exchange.reply(perform(action, here));
            case Place.Refused refused -> exchange.reply(failure.apply(refused.error()));
            case Place.Elsewhere elsewhere -> exchange.reply(new GenericResponse(GenericResponse.INDIRECT_COMM_ERROR, elsewhere.reason()));
        }
    }

    private Message perform(Action action, Place.Here here) {
        try {
            return action.perform(here);
        } catch (FsException e) {
            here.target().log(e);
            return failure.apply(e.error());
        }
    }
}
