package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.stream.Stream;
import org.apiaryfs.protocol.FsError;
import org.apiaryfs.protocol.FsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts in the languages that there are. */
class SentencesTest {
    private static final Sentences CHINESE = Sentences.beside(Sentences.class, Locale.SIMPLIFIED_CHINESE);

    private static Stream<Locale> othersThanChinese() {
        return Stream.of(Locale.ENGLISH, Locale.US, Locale.ROOT, Locale.GERMANY, Locale.TRADITIONAL_CHINESE);
    }

    @ParameterizedTest
    @MethodSource("othersThanChinese")
    void englishIsForAllThatHaveNoTextsOfTheirOwn(Locale locale) {
        assertEquals("There is no storage pool 1234567.", Sentences.beside(Sentences.class, locale).of("missing_pool", 1_234_567));
    }

    @Test
    void refusalsAreInTheLanguageOfTheUser() {
        assertEquals("存储池 1234567 不存在。", CHINESE.of("missing_pool", 1_234_567));
        assertEquals("主成员的服务器拒绝：权限不足。", CHINESE.of("refused_primary", CHINESE.of("error_PERM")));
    }

    @Test
    void argumentsStayAsTheyAre() {
        assertEquals("The path '/{1}/$0\\x' holds '..'; give it without.", Texts.of("path_dots", "/{1}/$0\\x"));
        assertThrows(IllegalArgumentException.class, () -> Texts.of("path_unheardOf"));
    }

    @ParameterizedTest
    @EnumSource(FsError.class)
    void errorsSayTheSameAsInLogs(FsError error) {
        assertEquals(error.text(), Texts.of(error));
        assertEquals(new FsException(error, "inode 3").getMessage(), Problems.phrase(new FsException(error, "inode 3")));
        assertEquals(new FsException(error).getMessage() + ".", Problems.of(new FsException(error)).sentence());
        assertEquals(Texts.of(error).isEmpty(), CHINESE.of("error_" + error.name()).isEmpty());
    }

    @Test
    void phrasesBecomeSentences() {
        assertEquals("This host knows nobody.", Sentences.whole("this host knows nobody"));
        assertEquals("Is it there?", Sentences.ended("Is it there?"));
        assertEquals("已完成。", Sentences.ended("已完成。"));
    }
}
