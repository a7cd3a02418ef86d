package io.corrsh.model.corpus;

/** Hears of the lines of a corpus that are left out. */
@FunctionalInterface
public interface BrokenLineListener {

    /**
     * A line is no document and is left out.
     *
     * @param line its number in the file, from 1
     * @param reason what is wrong with it, for people
     */
    void brokenLine(long line, String reason);
}
