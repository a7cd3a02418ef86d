package io.corrsh.index.lucene.codec;

import java.io.IOException;

/** The codes that are being written, to be read several times. */
interface CodeSource {

    /** The number of codes. */
    int size();

    /** A word of a code. */
    long word(int ord, int word) throws IOException;
}
