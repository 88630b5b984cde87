package org.apiaryfs.admin;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What is to be moved, and where. Immutable.
 *
 * @param mount a mount of the cluster, of Apiary or of BeeGFS; its user must be allowed to read the files and to give them away
 * @param start path from the root of the cluster's file system, everything below which is looked at
 * @param away targets that files leave
 * @param pool storage pool that they move to, whose other targets are taken
 * @param only further condition
 */
public record MigrationPlan(Path mount, String start, TargetSet away, int pool, Predicate<WalkedEntry> only) {}
