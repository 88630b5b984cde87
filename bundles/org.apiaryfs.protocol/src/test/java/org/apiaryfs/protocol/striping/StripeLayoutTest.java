package org.apiaryfs.protocol.striping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.apiaryfs.protocol.model.StripePattern;
import org.apiaryfs.protocol.striping.StripeLayout.Piece;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeLayoutTest {
    private static final int KIB = 1024;
    private static final StripeLayout FOUR = new StripeLayout(512 * KIB, 4);

    /** The model: writes a file byte by byte and remembers where each went. */
    private static final class Model {
        final int chunkSize;
        final List<List<Long>> chunkFiles = new ArrayList<>();

        Model(int chunkSize, int targets, long size) {
            this.chunkSize = chunkSize;
            for (int i = 0; i < targets; i++) {
                chunkFiles.add(new ArrayList<>());
            }
            int target = 0;
            for (long at = 0; at < size; at++) {
                chunkFiles.get(target).add(at);
                if ((at + 1) % chunkSize == 0) {
                    target = (target + 1) % targets;
                }
            }
        }

        List<Long> sizes() {
            return chunkFiles.stream().map(file -> (long) file.size()).toList();
        }
    }

    private static void forSmallLayouts(BiConsumer<StripeLayout, Integer> check) {
        for (int chunkSize = 1; chunkSize <= 5; chunkSize++) {
            for (int targets = 1; targets <= 4; targets++) {
                for (int size = 0; size <= 3 * chunkSize * targets; size++) {
                    check.accept(new StripeLayout(chunkSize, targets), size);
                }
            }
        }
    }

    @Test
    void everyByteIsWhereTheModelPutIt() {
        forSmallLayouts((layout, size) -> {
            Model model = new Model(layout.chunkSize(), layout.targets(), size);
            for (int target = 0; target < layout.targets(); target++) {
                List<Long> file = model.chunkFiles.get(target);
                for (int local = 0; local < file.size(); local++) {
                    long at = file.get(local);
                    assertEquals(target, layout.index(at));
                    assertEquals(local, layout.localOffset(at));
                    assertEquals(at, layout.offset(target, local));
                    assertEquals(layout.chunkEnd(at) + 1, (at / layout.chunkSize() + 1) * layout.chunkSize());
                }
            }
        });
    }

    @Test
    void chunkSizesAndFileSizeMatchTheModel() {
        forSmallLayouts((layout, size) -> {
            List<Long> sizes = new Model(layout.chunkSize(), layout.targets(), size).sizes();
            assertEquals(sizes, layout.localSizes(size));
            assertEquals(size.longValue(), layout.size(sizes));
        });
    }

    /** Holes shorten chunk files that don't hold the file's end; its size must come out all the same. */
    @Test
    void fileSizeWithHoles() {
        Random random = new Random(7);
        forSmallLayouts((layout, size) -> {
            if (size == 0) {
                return;
            }
            List<Long> sizes = new ArrayList<>(layout.localSizes(size));
            int end = layout.index(size - 1);
            for (int i = 0; i < sizes.size(); i++) {
                if (i != end && sizes.get(i) > 0) {
                    sizes.set(i, random.nextLong(sizes.get(i) + 1));
                }
            }
            assertEquals(size.longValue(), layout.size(sizes));
        });
    }

    /** Truncating cuts exactly the bytes behind the new end. */
    @Test
    void truncation() {
        forSmallLayouts((layout, size) -> {
            Model before = new Model(layout.chunkSize(), layout.targets(), size);
            for (int cut = 0; cut <= size; cut++) {
                for (int target = 0; target < layout.targets(); target++) {
                    int limit = cut;
                    long kept = before.chunkFiles.get(target).stream().filter(at -> at < limit).count();
                    assertEquals(kept, layout.localSize(cut, target));
                }
            }
        });
    }

    @Test
    void piecesCoverARangeOnceAndInOrder() {
        Random random = new Random(11);
        forSmallLayouts((layout, size) -> {
            long offset = size == 0 ? 0 : random.nextInt(size);
            long length = size - offset;
            long at = offset;
            for (Piece piece : layout.split(offset, length)) {
                assertEquals(at, piece.offset());
                assertTrue(piece.length() >= 1 && piece.length() <= layout.chunkSize());
                for (int i = 0; i < piece.length(); i++) {
                    assertEquals(piece.index(), layout.index(at));
                    assertEquals(piece.localOffset() + i, layout.localOffset(at));
                    at++;
                }
            }
            assertEquals(offset + length, at);
        });
    }

    @Test
    void randomLargeOffsetsGoThereAndBack() {
        Random random = new Random(13);
        for (int i = 0; i < 100_000; i++) {
            StripeLayout layout = new StripeLayout(64 * KIB << random.nextInt(8), 1 + random.nextInt(64));
            long at = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(40);
            assertEquals(at, layout.offset(layout.index(at), layout.localOffset(at)));
            long size = at >>> 1;
            assertEquals(size, layout.size(layout.localSizes(size)));
        }
    }

    @Test
    void examplesOfTheSpecification() {
        assertEquals(2, FOUR.index(1_200_000));
        assertEquals(151_424, FOUR.localOffset(1_200_000));
        assertEquals(List.of(524_288L, 524_288L, 151_424L, 0L), FOUR.localSizes(1_200_000));
        assertEquals(1_200_000, FOUR.size(List.of(524_288L, 524_288L, 151_424L, 0L)));
        assertEquals(List.of(0L, 0L, 0L, 0L), FOUR.localSizes(0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "524287, 0", "524288, 1", "2097151, 3", "2097152, 0", "2621440, 1"})
    void index(long offset, int index) {
        assertEquals(index, FOUR.index(offset));
    }

    @Test
    void splitAtChunkBoundaries() {
        assertEquals(
                List.of(new Piece(0, 524_287, 524_287, 1), new Piece(1, 0, 524_288, 524_288), new Piece(2, 0, 1_048_576, 3)),
                FOUR.split(524_287, 524_292));
        assertEquals(List.of(), FOUR.split(5, 0));
        assertEquals(new Piece(1, 524_288, 2_621_440, 10), FOUR.firstPiece(2_621_440, 10));
    }

    /** Reports can be nonsense; the answer must be a size nevertheless. */
    @Test
    void nonsensicalReports() {
        assertEquals(Long.MAX_VALUE, FOUR.size(List.of(Long.MAX_VALUE, 0L, 0L, Long.MAX_VALUE)));
        assertEquals(0, FOUR.size(List.of(-1L, -600_000L, Long.MIN_VALUE, 0L)));
        assertEquals(7, FOUR.size(List.of(7L, -600_000L, 0L, 0L)));
        assertThrows(IllegalArgumentException.class, () -> FOUR.size(List.of(1L)));
    }

    @Test
    void patterns() {
        assertEquals(FOUR, StripeLayout.of(StripePattern.raid0(512 * KIB, 1, 4, List.of(1, 2, 3, 4))));
        assertThrows(IllegalArgumentException.class, () -> StripeLayout.of(StripePattern.DUMMY));
        assertThrows(IllegalArgumentException.class, () -> new StripeLayout(0, 1));
        assertEquals(9, new StripeLayout(1, 3).size(Collections.nCopies(3, 3L)));
    }
}
