package org.apiaryfs.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.apiaryfs.admin.Sentences;
import org.junit.jupiter.api.Test;

/** Findings in other languages. */
class TextsTest {
    private static final Sentences CHINESE = Sentences.beside(Texts.class, Locale.SIMPLIFIED_CHINESE);

    @Test
    void aFindingIsInTheLanguageOfTheUser() {
        String server = CHINESE.of("name_storageServerAlias", 3L, "node03");
        assertEquals("存储服务器 3（node03） 已离线。", CHINESE.of("server_offline", server));
        assertEquals("存储服务器 3（node03）的存储目标 301 可能离线，但其服务器在线。",
                CHINESE.of("target_probablyOffline", CHINESE.of("name_targetOf", 301, server)));
        assertEquals("2 个问题；最严重的是：没有存储服务器。", CHINESE.of("health_problems", 2, CHINESE.of("storage_none")));
    }

    @Test
    void namesBeginSmallWithinASentence() {
        assertEquals("storage server 3", Texts.within(Texts.of("name_storageServer", 3L)));
        assertEquals("存储服务器 3", Texts.within(CHINESE.of("name_storageServer", 3L)));
    }
}
