package org.apiaryfs.daemons.beegfs;

import java.time.Duration;
import org.apiaryfs.admin.HostNames;
import org.apiaryfs.admin.Quotas;
import org.apiaryfs.daemons.local.ProcessRef;

/**
 * The machine that the tool runs on. Immutable.
 *
 * @param user who runs it
 * @param clock lets time pass
 * @param accounts names of users and groups
 */
record Host(int user, Clock clock, HostNames.Accounts accounts) {
    /** Lets time pass. */
    @FunctionalInterface
    interface Clock {
        void pass(Duration time) throws InterruptedException;
    }

    /** The one that this process runs on. */
    static Host local() {
        return new Host(ProcessRef.effectiveUser(), Thread::sleep, HostNames::ofNameService);
    }

    HostNames names(Quotas.Kind kind) {
        return new HostNames(kind, accounts);
    }
}
