package org.apiaryfs.tests.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Plays a history on a new file and on a model, step by step, and says where they differ. Not thread-safe. */
final class FileReplay {
    private static final int SHOWN = 8;

    private final List<MountedFile> files;
    private final List<FileStep> history;
    private final boolean keepOpen;
    private final FileModel model = new FileModel();
    private int turn;

    private FileReplay(List<MountedFile> files, List<FileStep> history, boolean keepOpen) {
        this.files = files;
        this.history = history;
        this.keepOpen = keepOpen;
    }

    /**
     * The first difference.
     *
     * @param step index in the history; its length for the comparison at the end
     */
    record Divergence(int step, String what) {}

    /**
     * @param paths a file's path in each of the mounts that take turns; it must not exist, and is gone afterwards
     * @param keepOpen whether a mount that waits for its turn may go on with the descriptors that it has
     */
    static Optional<Divergence> play(List<FileStep> history, List<Path> paths, boolean keepOpen) throws IOException {
        List<MountedFile> files = paths.stream().map(MountedFile::new).toList();
        try {
            return new FileReplay(files, history, keepOpen).play();
        } finally {
            for (MountedFile file : files) {
                file.close();
            }
            Files.deleteIfExists(paths.getFirst());
        }
    }

    private Optional<Divergence> play() {
        for (int i = 0; i < history.size(); i++) {
            Optional<String> difference = perform(history.get(i));
            if (difference.isPresent()) {
                return Optional.of(new Divergence(i, difference.get()));
            }
        }
        return perform(new FileStep.Turn(true)).or(() -> perform(new FileStep.Read(0, model.size() + 1)))
                .map(difference -> new Divergence(history.size(), "at the end: " + difference));
    }

    /** Performs a step on both sides. */
    private Optional<String> perform(FileStep step) {
        try {
            MountedFile file = files.get(turn);
            switch (step) {
                case FileStep.Read(long offset, int length) -> {
                    return compare(offset, model.read(offset, length), file.read(offset, length));
                }
                case FileStep.DirectRead(long offset, int length) -> {
                    return compare(offset, model.read(offset, length), file.readDirect(offset, length));
                }
                case FileStep.MappedRead(long offset, int length) -> {
                    byte[] expected = model.read(offset, length);
                    return expected.length == 0 ? Optional.empty() : compare(offset, expected, file.readMapped(offset, expected.length));
                }
                case FileStep.MappedWrite(long offset, int length, long seed, boolean msync) -> {
                    byte[] data = FileModel.content(seed, model.read(offset, length).length);
                    if (data.length > 0) {
                        file.writeMapped(offset, data, msync);
                        model.write(offset, data);
                    }
                }
                case FileStep.Write(long offset, int length, long seed) -> {
                    file.write(offset, FileModel.content(seed, length));
                    model.write(offset, FileModel.content(seed, length));
                }
                case FileStep.DirectWrite(long offset, int length, long seed) -> {
                    file.writeDirect(offset, FileModel.content(seed, length));
                    model.write(offset, FileModel.content(seed, length));
                }
                case FileStep.Append(int length, long seed) -> {
                    file.append(FileModel.content(seed, length));
                    model.write(model.size(), FileModel.content(seed, length));
                }
                case FileStep.Resize(long size) -> {
                    file.resize(size);
                    model.resize(size);
                }
                case FileStep.CutAndRegrow(long offset) -> {
                    int size = model.size();
                    if (offset < size) {
                        file.resize(offset);
                        file.resize(size);
                        model.resize(offset);
                        model.resize(size);
                    }
                }
                case FileStep.Size() -> {
                    long size = file.size();
                    return size == model.size() ? Optional.empty() : Optional.of("the size is " + size + " instead of " + model.size());
                }
                case FileStep.Sync() -> file.sync();
                case FileStep.Reopen() -> file.close();
                case FileStep.Turn(boolean close) -> {
                    if (close) {
                        file.close();
                    } else {
                        file.sync();
                    }
                    turn = (turn + 1) % files.size();
                    if (!keepOpen) {
                        files.get(turn).close();
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | InternalError e) { // the latter instead of a SIGBUS
            return Optional.of("failed: " + e);
        }
    }

    private Optional<String> compare(long offset, byte[] expected, byte[] found) {
        int at = Arrays.mismatch(expected, found);
        if (at < 0) {
            return Optional.empty();
        }
        return Optional.of("%d bytes instead of %d at %d, size %d; differ from %d on: %s instead of %s".formatted(found.length, expected.length, offset,
                model.size(), offset + at, hex(found, at), hex(expected, at)));
    }

    private static String hex(byte[] data, int at) {
        return at >= data.length ? "nothing" : HexFormat.of().formatHex(data, at, Math.min(at + SHOWN, data.length));
    }

    /** The steps of a history up to a divergence, one a line. */
    static String text(List<FileStep> history, Divergence divergence) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(history.size(), divergence.step() + 1); i++) {
            lines.add("%5d %s".formatted(i, history.get(i)));
        }
        lines.add("      " + divergence.what());
        return String.join("\n", lines);
    }
}
