package org.apiaryfs.meta.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays: big-endian in keys, where their order counts. Stateless. */
final class Bytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG_LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static void putInt(byte[] target, int at, int value) {
        INT.set(target, at, value);
    }

    static int getInt(byte[] source, int at) {
        return (int) INT.get(source, at);
    }

    static void putLong(byte[] target, int at, long value) {
        LONG.set(target, at, value);
    }

    static long getLong(byte[] source, int at) {
        return (long) LONG.get(source, at);
    }

    static byte[] ofLong(long value) {
        byte[] bytes = new byte[8];
        LONG.set(bytes, 0, value);
        return bytes;
    }

    /** The form that RocksDB's own adding of numbers expects. */
    static byte[] ofLongLittleEndian(long value) {
        byte[] bytes = new byte[8];
        LONG_LE.set(bytes, 0, value);
        return bytes;
    }

    static long littleEndian(byte[] source, int at) {
        return (long) LONG_LE.get(source, at);
    }
}
