package org.apiaryfs.meta.internal;

import java.net.InetAddress;

/**
 * Who sent a request.
 *
 * @param user uid on whose behalf, as the header says
 * @param client address
 * @param step number of the step of another node's operation; 0 = none
 * @param opening number by which a client knows an opening; 0 = none
 * @param takesUnsure knows {@link org.apiaryfs.protocol.model.StatData#UNSURE} attributes
 */
record Call(int user, InetAddress client, long step, long opening, boolean takesUnsure) {}
