package org.apiaryfs.ui.administration.forms;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apiaryfs.admin.AdminException;
import org.apiaryfs.admin.Problem;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * What a control wants to know: the answer is told on the UI thread, later, unless the control is gone by then or has lost its
 * interest. For what has an end that the user waits for, see {@link org.apiaryfs.ui.Task}. UI thread only.
 */
public final class Question {
    private final CompletableFuture<?> answer;
    private boolean open = true;

    private Question(CompletableFuture<?> answer) {
        this.answer = answer;
    }

    /**
     * Waits for an answer.
     *
     * @param failed is told why there is none
     */
    public static <T> Question ask(Control asker, CompletableFuture<T> answer, Consumer<T> told, Consumer<Problem> failed) {
        var question = new Question(answer);
        Display display = asker.getDisplay();
        answer.whenComplete((value, failure) -> later(display, () -> {
            if (question.open && !asker.isDisposed()) {
                question.open = false;
                if (failure == null) {
                    told.accept(value);
                } else {
                    failed.accept(AdminException.problemOf(failure));
                }
            }
        }));
        return question;
    }

    /** Not interested any more: nothing is told, and the work is ended. Idempotent. */
    public void drop() {
        if (open) {
            open = false;
            answer.cancel(true);
        }
    }

    /** Runs it on the UI thread, unless that has ended. Any thread. */
    public static void later(Display display, Runnable news) {
        try {
            display.asyncExec(news);
        } catch (SWTException e) {
            // the program has ended meanwhile: nobody is left to be told
        }
    }
}
