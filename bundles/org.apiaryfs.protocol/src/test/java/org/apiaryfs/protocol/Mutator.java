package org.apiaryfs.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages messages in the ways that broken or hostile peers might. The same seed, messages and number
 * give the same damage. Immutable, thread-safe.
 */
final class Mutator {
    private static final int LENGTH = 0;
    private static final int FEATURE_FLAGS = 4;
    private static final int HEADER_FLAGS = 7;
    private static final int[] WORDS = {
        0, 1, 2, 3, 7, 8, 9, 255, 256, 0x7FFF, 0xFFFF, 0x1_0000, 0xFF_FFFF, 0x100_0000, 0x7FFF_FFF0, 0x7FFF_FFFF,
        0x8000_0000, 0x8000_0007, 0xFFFF_FFF7, 0xFFFF_FFFF
    };

    private final long seed;
    private final List<byte[]> messages;

    Mutator(long seed, List<byte[]> messages) {
        this.seed = seed;
        this.messages = messages;
    }

    /** The damaged message of a number. */
    byte[] mutate(int number) {
        SplittableRandom random = new SplittableRandom(seed + number * 0x9E37_79B9_7F4A_7C15L);
        byte[] message = messages.get(number % messages.size()).clone();
        for (int damages = 1 + random.nextInt(3); damages > 0 && message.length > MessageHeader.SIZE; damages--) {
            message = damage(message, random);
        }
        // Most of the damage shall get past the check of the length word.
        if (random.nextInt(10) > 0 && message.length >= MessageHeader.SIZE) {
            setWord(message, LENGTH, message.length);
        }
        return message;
    }

    private byte[] damage(byte[] message, SplittableRandom random) {
        int size = message.length;
        int at = MessageHeader.SIZE + random.nextInt(size - MessageHeader.SIZE);
        switch (random.nextInt(9)) {
            case 0 -> message[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> message[at] = (byte) random.nextInt(256);
            case 2, 3 -> setWord(message, Math.min(at, size - 4), WORDS[random.nextInt(WORDS.length)]);
            case 4 -> setWord(message, Math.min(at, size - 4), random.nextInt(2 * size));
            case 5 -> {
                return Arrays.copyOf(message, random.nextInt(8) == 0 ? random.nextInt(size) : at);
            }
            case 6 -> {
                return splice(message, at, random);
            }
            case 7 -> {
                if (random.nextBoolean()) {
                    message[FEATURE_FLAGS] ^= (byte) (1 << random.nextInt(8));
                } else {
                    message[HEADER_FLAGS] ^= (byte) (1 << random.nextInt(4));
                }
            }
            default -> message[random.nextInt(MessageHeader.SIZE)] ^= (byte) (1 << random.nextInt(8));
        }
        return message;
    }

    /** Goes on with the tail of another message, or of the same one from elsewhere. */
    private byte[] splice(byte[] message, int at, SplittableRandom random) {
        byte[] other = random.nextBoolean() ? message : messages.get(random.nextInt(messages.size()));
        int from = MessageHeader.SIZE + random.nextInt(other.length - MessageHeader.SIZE + 1);
        byte[] spliced = Arrays.copyOf(message, at + other.length - from);
        System.arraycopy(other, from, spliced, at, other.length - from);
        return spliced;
    }

    private static void setWord(byte[] message, int at, int value) {
        for (int i = 0; i < 4; i++) {
            message[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
