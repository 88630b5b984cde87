/**
 * The metadata of one node on disk: names, directories, inodes, extended attributes and open files
 * in one RocksDB database. No rules of POSIX or of the protocol here, only records and atomic
 * updates; what may be done when is decided in {@code org.apiaryfs.meta.namespace}.
 *
 * <h2>Layout</h2>
 * <table>
 * <caption>Column families; all numbers in keys are big-endian</caption>
 * <tr><th>family</th><th>key</th><th>value</th></tr>
 * <tr><td>default</td><td>text</td><td>format version, hash key, reserved entry ID times</td></tr>
 * <tr><td>dentries</td><td>directory (12 B) · name hash (8 B)</td><td>the one or few names with that hash</td></tr>
 * <tr><td>dirs</td><td>entry ID (12 B)</td><td>directory inode</td></tr>
 * <tr><td>counts</td><td>entry ID</td><td>subdirectories · 2<sup>32</sup> + files, added up by RocksDB</td></tr>
 * <tr><td>touched</td><td>entry ID</td><td>second of the last added or removed name, the maximum kept by RocksDB</td></tr>
 * <tr><td>inodes</td><td>entry ID</td><td>file inode</td></tr>
 * <tr><td>xattrs</td><td>entry ID · name</td><td>value</td></tr>
 * <tr><td>sessions</td><td>client (4 B) · handle (4 B)</td><td>which file is open and how</td></tr>
 * <tr><td>intents</td><td>step (8 B)</td><td>what this node has begun and another node has a part in</td></tr>
 * <tr><td>steps</td><td>step (8 B)</td><td>nothing: the step, which another node asked for, was done</td></tr>
 * </table>
 *
 * <h2>Why the inode is not stored inside its name</h2>
 * The protocol calls the inode of a file with one name <em>inlined</em> and addresses it by parent
 * and entry ID. The flag is kept in the name's record and shown on the wire, and the inode keeps in
 * which directory that name is, so that a file without name isn't lost. But the inode always stands
 * under its entry ID:
 * <ul>
 * <li>Lookup with attributes takes two point reads, stat, open, close and setattr by entry ID take
 *     one. With the inode inside the name, lookup would take one but everything else two (an index
 *     from entry ID to name, then the name), and each would rewrite the name's record.
 * <li>A rename, a hard link and the unlinking of an open file don't touch where the inode is, so
 *     they need no "de-inlining", never have to refuse a file in use, and an {@code EntryInfo} with
 *     an outdated parent still finds its file.
 * <li>Both ways are equally atomic, since one write batch spans all families.
 * <li>Entry IDs are stored with their time first, so new inodes are appended at the end of the key
 *     space and stand together like the files that were created together; reading a directory
 *     moves names only.
 * </ul>
 *
 * <h2>Readdir positions</h2>
 * The position of a name is its hash (59 bits of a keyed hash) and a slot of 4 bits that it keeps
 * as long as it exists, which tells names of equal hash apart. So positions survive any change to
 * other names, and finding or adding a name is one read, with no search for neighbours of equal
 * hash. The hash key is random per store: nobody can make up names that collide.
 *
 * <h2>Directory counters</h2>
 * Adding a name writes a difference, not a sum; RocksDB adds them. So creates in one directory
 * neither wait for each other nor read the counter. What the counters add up to is held in memory
 * by the layer above while a directory is in use.
 *
 * <h2>Durability</h2>
 * {@link org.apiaryfs.meta.store.Update#commit} returns when the write-ahead log has the update: it
 * survives the death of the process. {@link org.apiaryfs.meta.store.SyncMode} decides about the
 * death of the machine.
 */
@Export
@Version("0.1.0")
package org.apiaryfs.meta.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
