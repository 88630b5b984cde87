package org.apiaryfs.admin;

import java.util.Map;

/**
 * What is known of entries of a directory, by name as {@link DirectoryPage.Entry#name} has it. Those that aren't there any more
 * are in neither map. Immutable.
 *
 * @param entries those that could be looked at
 * @param problems why others couldn't
 */
public record DirectoryLook(Map<String, WalkedEntry> entries, Map<String, Problem> problems) {
    public DirectoryLook {
        entries = Map.copyOf(entries);
        problems = Map.copyOf(problems);
    }
}
