package org.apiaryfs.admin;

import java.util.concurrent.CompletionException;
import org.apiaryfs.protocol.FsException;

/** What futures of this bundle fail with; the message is the problem's sentence. Immutable. */
public final class AdminException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    AdminException(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** The problem behind the failure of a future of this bundle, whatever it is wrapped in. */
    public static Problem problemOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof java.util.concurrent.ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case AdminException admin -> admin.problem;
            case FsException fs -> Problems.of(fs);
            case java.util.concurrent.CancellationException cancelled -> Problems.CANCELLED;
            default -> Problems.unexpected(cause);
        };
    }
}
