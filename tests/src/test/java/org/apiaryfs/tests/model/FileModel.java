package org.apiaryfs.tests.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What a file must hold: an array of bytes. Not thread-safe. */
final class FileModel {
    private byte[] bytes = new byte[1 << 16]; // zeros beyond the size
    private int size;

    int size() {
        return size;
    }

    void write(long offset, byte[] data) {
        int end = Math.toIntExact(offset + data.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        System.arraycopy(data, 0, bytes, (int) offset, data.length);
        size = Math.max(size, end);
    }

    void resize(long to) {
        int end = Math.toIntExact(to);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, end);
        } else if (end < size) {
            Arrays.fill(bytes, end, size, (byte) 0);
        }
        size = end;
    }

    /** What a read gets: less than asked for at the end of the file. */
    byte[] read(long offset, int length) {
        int from = (int) Math.min(offset, size);
        return Arrays.copyOfRange(bytes, from, Math.min(from + length, size));
    }

    /** The bytes that a seed stands for; none of them is zero, which a hole would read as. */
    static byte[] content(long seed, int length) {
        byte[] data = new byte[length];
        new SplittableRandom(seed).nextBytes(data);
        for (int i = 0; i < length; i++) {
            data[i] |= 1;
        }
        return data;
    }
}
