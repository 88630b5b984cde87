package org.apiaryfs.meta.internal;

import java.net.InetAddress;

/**
 * Who sent a request.
 *
 * @param user uid on whose behalf, as the header says
 * @param client address
 */
record Call(int user, InetAddress client) {}
