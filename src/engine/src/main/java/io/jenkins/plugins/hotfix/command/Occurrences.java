package io.jenkins.plugins.hotfix.command;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;

/**
 * Finds many words in a text at once, looking at each character a single time: the automaton of Aho and Corasick, of which each state knows the
 * next one for each character that occurs in a word.
 */
final class Occurrences {
    /** What each character is called in the automaton; 0: it occurs in no word. */
    private final char[] letters = new char[1 << Character.SIZE];

    private final int width;
    private int[] next;
    /** How long the longest word is that ends in a state; 0: none does. */
    private int[] ends;

    private int states = 1;

    Occurrences(Collection<String> words) {
        int known = 0;
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (letters[c] == 0) {
                    letters[c] = (char) ++known;
                }
            }
        }
        width = known + 1;
        next = new int[width];
        ends = new int[1];
        words.forEach(this::add);
        connect();
    }

    /** Adds the places where words are, the longest of those that end at the same character. */
    void find(String text, Spans spans) {
        if (states == 1) {
            return;
        }
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next[state * width + letters[text.charAt(i)]];
            if (ends[state] > 0) {
                spans.add(i + 1 - ends[state], i + 1);
            }
        }
    }

    private void add(String word) {
        int state = 0;
        for (int i = 0; i < word.length(); i++) {
            int place = state * width + letters[word.charAt(i)];
            if (next[place] == 0) {
                grow();
                next[place] = states++;
            }
            state = next[place];
        }
        ends[state] = word.length();
    }

    private void grow() {
        if (states == ends.length) {
            ends = Arrays.copyOf(ends, 2 * states);
            next = Arrays.copyOf(next, 2 * states * width);
        }
    }

    /** Where a word does not go on as the text does, its end may be the beginning of another. */
    private void connect() {
        int[] shorter = new int[states];
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int letter = 0; letter < width; letter++) {
                int place = state * width + letter;
                int otherwise = state == 0 ? 0 : next[shorter[state] * width + letter];
                if (next[place] == 0) {
                    next[place] = otherwise;
                } else {
                    int child = next[place];
                    shorter[child] = otherwise;
                    ends[child] = Math.max(ends[child], ends[otherwise]);
                    open.add(child);
                }
            }
        }
    }
}
