package org.apiaryfs.meta.store;

/**
 * A name in a directory, of this node or another. Immutable.
 *
 * @param dir entry ID of the directory
 * @param name one char per byte, 1 to 255
 */
public record Place(EntryKey dir, String name) {
    void write(RecordWriter out) {
        out.key(dir).u8(name.length()).text(name);
    }

    static Place read(RecordReader in) {
        EntryKey dir = in.key();
        return new Place(dir, in.text(in.u8()));
    }

    @Override
    public String toString() {
        return dir + "/" + name;
    }
}
