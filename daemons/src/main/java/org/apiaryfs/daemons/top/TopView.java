package org.apiaryfs.daemons.top;

/** What the rows of the screen are. */
public enum TopView {
    /** Servers. */
    NODES,
    /** Clients, by what they ask of all servers. */
    CLIENTS,
    /** Users likewise. */
    USERS
}
