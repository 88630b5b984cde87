package org.apiaryfs.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;

/** A file whose servers answer when, and as, the test says. Not thread-safe. */
final class ScriptedStorage implements WriteBack.Sink, ReadAhead.Source {
    private final Queue<Runnable> outstanding = new ArrayDeque<>();
    private final Queue<Object> script = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private byte[] content = {};
    private boolean immediately;

    /** Answers at once from now on. */
    ScriptedStorage immediate() {
        immediately = true;
        return this;
    }

    ScriptedStorage holding(byte[] bytes) {
        content = bytes.clone();
        return this;
    }

    /** The next write takes only so many bytes. */
    void nextShort(int count) {
        script.add(count);
    }

    void nextFails(FsError error) {
        script.add(error);
    }

    /** "write 0+512" and so on, in order of arrival. */
    List<String> requests() {
        return requests;
    }

    byte[] content() {
        return content;
    }

    int waiting() {
        return outstanding.size();
    }

    void answerOne() {
        outstanding.remove().run();
    }

    void answerAll() {
        while (!outstanding.isEmpty()) {
            answerOne();
        }
    }

    private void later(Runnable answer) {
        if (immediately) {
            answer.run();
        } else {
            outstanding.add(answer);
        }
    }

    @Override
    public CompletableFuture<Integer> write(long offset, ByteBuf data) {
        requests.add("write " + offset + "+" + data.readableBytes());
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        Object scripted = script.poll();
        later(() -> {
            if (scripted instanceof FsError error) {
                data.release();
                answer.completeExceptionally(new FsException(error));
                return;
            }
            int count = scripted instanceof Integer limit ? limit : data.readableBytes();
            content = Arrays.copyOf(content, Math.max(content.length, (int) offset + count));
            data.getBytes(data.readerIndex(), content, (int) offset, count);
            data.release();
            answer.complete(count);
        });
        return answer;
    }

    @Override
    public CompletableFuture<ByteBuf> read(long offset, int length) {
        requests.add("read " + offset + "+" + length);
        CompletableFuture<ByteBuf> answer = new CompletableFuture<>();
        Object scripted = script.poll();
        later(() -> {
            if (scripted instanceof FsError error) {
                answer.completeExceptionally(new FsException(error));
                return;
            }
            int from = (int) Math.min(offset, content.length);
            int to = (int) Math.min(offset + length, content.length);
            answer.complete(Unpooled.directBuffer(Math.max(1, to - from)).writeBytes(content, from, to - from));
        });
        return answer;
    }
}
