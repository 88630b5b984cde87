package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Queue<Runnable> ui = new ArrayDeque<>();
    private final List<String> shown = new ArrayList<>();
    private final Preparation<Integer, String> preparation = new Preparation<>(n -> n >= 100, n -> {
        if (n == 666) {
            throw new IllegalStateException("a fault in the work");
        }
        return "shown " + n;
    }, shown::add, background::add, ui::add);

    private void work() {
        background.remove().run();
        ui.remove().run();
    }

    @Test
    void whatIsLightIsShownAtOnce() {
        preparation.news(1);
        assertEquals(List.of("shown 1"), shown);
    }

    @Test
    void whatIsHeavyIsMadeElsewhereAndOfWhatComesMeanwhileTheLast() {
        preparation.news(100);
        preparation.news(101);
        preparation.news(2);
        preparation.news(102);
        assertEquals(List.of(), shown);
        work();
        assertEquals(List.of("shown 100"), shown);
        preparation.news(3);
        work();
        assertEquals(List.of("shown 100", "shown 102", "shown 3"), shown);
        preparation.news(4);
        assertEquals("shown 4", shown.getLast());
    }

    @Test
    void whatIsForgottenIsNotShown() {
        preparation.news(100);
        preparation.news(101);
        preparation.forget();
        preparation.news(102);
        work();
        assertEquals(List.of(), shown);
        work();
        assertEquals(List.of("shown 102"), shown);
    }

    @Test
    void aFaultDoesNotEndIt() {
        preparation.news(666);
        preparation.news(5);
        work();
        assertEquals(List.of("shown 5"), shown);
    }
}
