package org.apiaryfs.admin;

import java.util.Optional;
import org.apiaryfs.protocol.model.StatData;

/**
 * An entry that a walk came across. Immutable.
 *
 * @param details where it is and how it is striped
 * @param stat its attributes, where the owner of its directory knows them: not those of the start and of directories on other nodes
 */
public record WalkedEntry(EntryDetails details, Optional<StatData> stat) {}
