package io.corrsh.model.route;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives each encoder but the first a batch in turn; the first is left for when no other works. */
final class PathsInTurn implements PathChoice {

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public EncoderPath choose(List<EncoderPath> paths, int sizeClass) {
        long now = System.nanoTime();
        List<EncoderPath> usable =
                paths.stream().skip(1).filter(path -> path.isUsable(now)).toList();
        return usable.isEmpty() ? paths.getFirst() : usable.get(Math.floorMod(turn.getAndIncrement(), usable.size()));
    }
}
