package org.apiaryfs.storage.internal;

import java.util.Optional;
import org.apiaryfs.node.FreeSpace;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.Message;
import org.apiaryfs.protocol.node.StatStoragePath;
import org.apiaryfs.protocol.node.StatStoragePathResp;
import org.apiaryfs.transport.Exchange;
import org.apiaryfs.transport.RequestHandler;

/** Serves StatStoragePath (spec storage §5.5). Runs on a target's workers. */
final class StatStorageHandler implements RequestHandler.Answerer {
    private final StorageContext context;

    StatStorageHandler(StorageContext context) {
        this.context = context;
    }

    @Override
    public Message answer(Exchange exchange) {
        StatStoragePath request = (StatStoragePath) exchange.request().message();
        Optional<StorageTarget> target = context.places().targets().get(request.targetId());
        if (target.isEmpty()) {
            return failed(FsError.UNKNOWN_TARGET);
        }
        try {
            FreeSpace space = target.get().chunks().space();
            return new StatStoragePathResp(
                    FsError.SUCCESS.code(), space.sizeTotal(), space.sizeFree(), space.inodesTotal(), space.inodesFree());
        } catch (FsException e) {
            target.get().log(e);
            return failed(FsError.INTERNAL);
        }
    }

    private static StatStoragePathResp failed(FsError error) {
        return new StatStoragePathResp(error.code(), 0, 0, 0, 0);
    }
}
