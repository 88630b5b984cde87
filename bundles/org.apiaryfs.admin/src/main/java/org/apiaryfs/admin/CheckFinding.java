package org.apiaryfs.admin;

/**
 * Something about a cluster that isn't as it should be. Immutable.
 *
 * @param serious whether something doesn't work; else it is only worth knowing
 * @param subject what it is about, such as "storage target 3"
 * @param what what is wrong, a sentence
 * @param mend what to do about it, a sentence
 */
public record CheckFinding(boolean serious, String subject, String what, String mend) {}
