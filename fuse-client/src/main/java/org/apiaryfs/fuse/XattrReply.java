package org.apiaryfs.fuse;

/** Answer with the value of an extended attribute. Threading: any thread, see {@link Reply}. */
public interface XattrReply extends Reply {
    /** The value; if the caller only asked for the size, or gave too little room, the session answers accordingly. */
    boolean value(byte[] value);

    /** Room in bytes that the caller has for the value; 0 = asks only for the size. */
    int room();
}
