/**
 * What several threads see of names in a few directories, checked against a sequential specification.
 *
 * <p>{@link org.apiaryfs.tests.history.Workload} makes operations of a seed and has a
 * {@link org.apiaryfs.tests.history.NameSpace} perform them: a mount, or the client library. What came of them, and when they began and
 * ended, is a history. {@link org.apiaryfs.tests.history.Specification} says what an operation demands of the {@link
 * org.apiaryfs.tests.history.Names} that there are at one moment, or a few, between its beginning and its end; {@link
 * org.apiaryfs.tests.history.Linearizability} looks for an order of those moments that fits all.
 */
package org.apiaryfs.tests.history;
