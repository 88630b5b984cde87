package org.apiaryfs.admin;

/** What a connection may be used for; the servers themselves know no roles. */
public enum Role {
    /** Looking only; every change is refused before anything is sent. */
    INFORMATION,
    /** Everything. */
    ADMINISTRATOR
}
