package org.apiaryfs.ui.administration.changes;

import org.apiaryfs.ui.Concern;

/**
 * Something that a change entails. Immutable.
 *
 * @param concern whether it is good to know, to be considered, or dangerous
 * @param sentence for people
 */
public record Effect(Concern concern, String sentence) {
    public Effect {
        sentence = Names.sentence(sentence);
    }

    public static Effect note(String sentence) {
        return new Effect(Concern.NONE, sentence);
    }

    public static Effect warning(String sentence) {
        return new Effect(Concern.WARNING, sentence);
    }

    public static Effect danger(String sentence) {
        return new Effect(Concern.ERROR, sentence);
    }
}
