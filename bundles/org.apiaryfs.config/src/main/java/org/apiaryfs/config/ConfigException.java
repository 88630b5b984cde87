package org.apiaryfs.config;

/** A configuration that can't be used. The message names what, where and how to mend it. Immutable. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
