package org.apiaryfs.mgmt.internal.journal;

import java.io.IOException;
import java.util.List;
import org.apiaryfs.mgmt.internal.state.Change;
import org.apiaryfs.mgmt.internal.state.Registry;

/** Where steps are kept so that a restart finds them. Used by one thread at a time. */
public interface ChangeLog extends AutoCloseable {
    /**
     * Keeps steps, all or none of them; when this returns they survive a crash.
     *
     * @param after the registry with these steps
     * @throws IOException if that isn't sure; the steps then must not be made known. The next call tries anew
     */
    void append(List<Change.Durable> steps, Registry after) throws IOException;

    /** What is kept so far, in bytes. */
    long size();

    @Override
    void close() throws IOException;
}
