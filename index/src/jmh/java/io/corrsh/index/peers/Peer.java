package io.corrsh.index.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that finds nearest codes. */
interface Peer {

    /** Its name in the table. */
    String name();

    /** It is not measured with more codes: building it would take too long. */
    int most();

    /** Builds it in an empty directory, asks it all queries, and measures both. */
    List<Measurement> measure(Dataset data, int[] ks, Path directory) throws IOException;
}
