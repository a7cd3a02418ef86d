package io.corrsh.model.batch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose text is next. Callers take turns, each for about as many characters as any other (deficit round-robin: M. Shreedhar and
 * G. Varghese, Efficient Fair Queuing Using Deficit Round-Robin, 1996, with the surplus carried on), and the calls of a
 * caller take turns text by text: a call of ten thousand texts delays one of a single text by one text of each other. Not safe for
 * use by several threads.
 */
final class Turns {

    /** What a caller may take in a turn, in characters. */
    private static final int QUANTUM = 2048;

    /** What a text costs beside its characters. */
    private static final int TEXT = 128;

    private final ArrayDeque<Line> rotation = new ArrayDeque<>();
    private final Map<String, Line> lines = new HashMap<>();

    /** The calls of one caller. */
    private static final class Line {

        private final String caller;
        private final ArrayDeque<EncodeCall> calls = new ArrayDeque<>();
        private long credit = QUANTUM;

        Line(String caller) {
            this.caller = caller;
        }
    }

    /** A text of a call. */
    record Text(EncodeCall call, int index) {

        String value() {
            return call.text(index);
        }
    }

    void add(EncodeCall call) {
        Line line = lines.computeIfAbsent(call.caller().name(), name -> {
            Line added = new Line(name);
            rotation.addLast(added);
            return added;
        });
        line.calls.addLast(call);
    }

    /** Takes the next text. */
    @Nullable
    Text next() {
        for (Line line = rotation.peekFirst(); line != null; line = rotation.peekFirst()) {
            EncodeCall call = line.calls.pollFirst();
            if (call == null || call.waiting() == 0) {
                leave(line);
            } else if (line.credit <= 0 && rotation.size() > 1) {
                line.calls.addFirst(call);
                line.credit += QUANTUM;
                rotation.addLast(rotation.removeFirst());
            } else {
                return take(line, call);
            }
        }
        return null;
    }

    void remove(EncodeCall call) {
        Line line = lines.get(call.caller().name());
        if (line != null) {
            line.calls.remove(call);
            leave(line);
        }
    }

    private Text take(Line line, EncodeCall call) {
        Text text = new Text(call, call.takeNext());
        // Who is alone owes nothing to others.
        line.credit = rotation.size() > 1 ? line.credit - TEXT - text.value().length() : QUANTUM;
        if (call.waiting() > 0) {
            line.calls.addLast(call);
        }
        leave(line);
        return text;
    }

    /** Forgets a caller who has no more calls. */
    private void leave(Line line) {
        if (line.calls.isEmpty()) {
            lines.remove(line.caller);
            rotation.remove(line);
        }
    }
}
