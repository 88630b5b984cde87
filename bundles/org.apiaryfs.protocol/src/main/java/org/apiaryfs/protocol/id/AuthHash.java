package org.apiaryfs.protocol.id;

/**
 * Proof of knowing the shared secret, sent first on each connection (spec framing §7.2). It travels in
 * clear text: it keeps strangers out by mistake, not attackers on the network. Immutable.
 *
 * @param value the 64 bits on the wire; 0 = no authentication
 */
public record AuthHash(long value) {
    /** Authentication is off. */
    public static final AuthHash NONE = new AuthHash(0);
    /** Bytes of the secret that count. */
    public static final int MAX_SECRET = 1024;
    /** Bytes that a secret needs. */
    public static final int MIN_SECRET = 4;

    /**
     * The hash of a secret.
     *
     * @param secret content of the secret's file, any bytes, a trailing newline included; only the
     *     first {@value #MAX_SECRET} count
     * @throws IllegalArgumentException if it has fewer than {@value #MIN_SECRET} bytes
     */
    public static AuthHash of(byte[] secret) {
        int n = Math.min(secret.length, MAX_SECRET);
        if (n < MIN_SECRET) {
            throw new IllegalArgumentException("shared secret of " + n + " bytes, at least " + MIN_SECRET + " are needed");
        }
        long high = Hash32.of(secret, 0, n / 2);
        long low = Hash32.of(secret, n / 2, n - n / 2);
        return new AuthHash(high << 32 | low & 0xFFFF_FFFFL);
    }

    /** True if peers have to prove that they know the secret. */
    public boolean required() {
        return value != 0;
    }

    /** The hash doesn't belong into logs. */
    @Override
    public String toString() {
        return required() ? "AuthHash[set]" : "AuthHash[none]";
    }
}
