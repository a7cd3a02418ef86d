package io.corrsh.model.text;

import java.util.Arrays;

/** A hash table from words to consecutive numbers which is asked with any character sequence and makes no garbage. */
final class WordTable {

    private String[] words;
    private int[] slots;
    private int size;

    WordTable(int expected) {
        words = new String[Math.max(16, expected)];
        slots = new int[Integer.highestOneBit(Math.max(16, expected)) << 2];
    }

    int size() {
        return size;
    }

    String word(int number) {
        return words[number];
    }

    /** The number of a word, or -1. */
    int find(CharSequence word) {
        return slots[slot(word)] - 1;
    }

    /** The number of a word, which is {@link #size()} before the call if it is new. */
    int add(CharSequence word) {
        int slot = slot(word);
        if (slots[slot] > 0) {
            return slots[slot] - 1;
        }
        if (size == words.length) {
            words = Arrays.copyOf(words, size + (size >> 1));
        }
        words[size++] = word.toString();
        slots[slot] = size;
        if (2L * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[slots.length << 1];
        for (int i = 0; i < size; i++) {
            slots[slot(words[i])] = i + 1;
        }
    }

    /** The slot that holds the word's number plus one, or the empty one where it belongs. */
    private int slot(CharSequence word) {
        int mask = slots.length - 1;
        int hash = hash(word);
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (slots[slot] != 0 && !words[slots[slot] - 1].contentEquals(word)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(CharSequence word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash + word.charAt(i)) * 0x9E3779B1;
            hash ^= hash >>> 17;
        }
        return hash;
    }
}
