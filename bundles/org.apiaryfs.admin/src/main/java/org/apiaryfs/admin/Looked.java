package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.FsException;
import org.apiaryfs.protocol.meta.LookupIntent;
import org.apiaryfs.protocol.meta.LookupIntentResp;
import org.apiaryfs.protocol.meta.Stat;
import org.apiaryfs.protocol.meta.StatResp;
import org.apiaryfs.protocol.model.NodeType;
import org.apiaryfs.protocol.model.StatData;

/** An entry of which all is known, as operations go on from it and as their callers see it. Immutable. */
record Looked(Found found, WalkedEntry entry) {
    /** By its name in a directory; empty if it isn't there. Without the attributes that the directory's owner doesn't know. */
    static Optional<Looked> in(Found directory, String name) throws AdminException, FsException, InterruptedException {
        LookupIntentResp answer = directory.session().ask(NodeType.META, directory.owner(), LookupIntent.lookup(directory.entry(), name), LookupIntentResp.class);
        if (answer.entryInfo().isEmpty()) {
            return Optional.empty();
        }
        Found found = new Found(directory.session(), directory.childPath(name), answer.entryInfo().get());
        Optional<StatData> stat = answer.statError().ok() ? answer.stat().map(LookupIntentResp.Stat::statData) : Optional.empty();
        return Optional.of(new Looked(found, new WalkedEntry(Entries.details(found, Entries.pattern(found)), stat)));
    }

    /** With the attributes that its owner knows. */
    static Looked at(Found found) throws AdminException, FsException, InterruptedException {
        return new Looked(found, new WalkedEntry(Entries.details(found, Entries.pattern(found)), Optional.empty())).withAttributes();
    }

    /** The same with its owner's word on its attributes, if they are missing and it has any. */
    Looked withAttributes() throws AdminException, FsException, InterruptedException {
        if (entry.stat().isPresent()) {
            return this;
        }
        StatResp answer = found.ask(new Stat(found.entry()), StatResp.class);
        return answer.error().ok() ? new Looked(found, new WalkedEntry(entry.details(), Optional.of(answer.statData()))) : this;
    }
}
