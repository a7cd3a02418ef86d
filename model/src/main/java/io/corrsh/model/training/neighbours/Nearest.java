package io.corrsh.model.training.neighbours;

import io.corrsh.model.training.scratch.Pairs;

/** The best of many scored documents: a heap with the worst on top. To be used by one thread. */
public final class Nearest {

    private final int[] documents;
    private final float[] scores;
    private int size;

    int size() {
        return size;
    }

    int document(int i) {
        return documents[i];
    }

    public Nearest(int capacity) {
        documents = new int[capacity];
        scores = new float[capacity];
    }

    public void clear() {
        size = 0;
    }

    public void offer(int document, float score) {
        if (size < documents.length) {
            int child = size++;
            while (child > 0 && worse(document, score, (child - 1) / 2)) {
                move((child - 1) / 2, child);
                child = (child - 1) / 2;
            }
            put(child, document, score);
        } else if (!worse(document, score, 0)) {
            sink(document, score);
        }
    }

    private void sink(int document, float score) {
        int parent = 0;
        while (true) {
            int child = 2 * parent + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && worse(documents[child + 1], scores[child + 1], child)) {
                child++;
            }
            if (worse(document, score, child)) {
                break;
            }
            move(child, parent);
            parent = child;
        }
        put(parent, document, score);
    }

    /** Empties the heap from the worst to the best, so that the best comes first there, at {@code at}. */
    public int drain(Pairs out, long at) {
        int count = size;
        while (size > 0) {
            out.set(at + size - 1, documents[0], scores[0]);
            size--;
            sink(documents[size], scores[size]);
        }
        return count;
    }

    private boolean worse(int document, float score, int place) {
        return score < scores[place] || (score == scores[place] && document > documents[place]);
    }

    private void move(int from, int to) {
        documents[to] = documents[from];
        scores[to] = scores[from];
    }

    private void put(int place, int document, float score) {
        documents[place] = document;
        scores[place] = score;
    }
}
