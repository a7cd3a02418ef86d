package io.corrsh.service.documents.store;

import java.util.Collection;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Lets a write that depends on what is stored have its documents for itself. Plain writes, which do not care, share; they
 * wait only where such a write has the same documents, or others whose ids fall together with theirs.
 */
@Component
final class WriteLocks {

    private static final int STRIPES = 64;

    private final ReadWriteLock[] stripes = new ReadWriteLock[STRIPES];

    WriteLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantReadWriteLock(true);
        }
    }

    <T> T shared(Collection<String> ids, Supplier<T> write) {
        return with(locks(ids, ReadWriteLock::readLock), write);
    }

    <T> T alone(Collection<String> ids, Supplier<T> write) {
        return with(locks(ids, ReadWriteLock::writeLock), write);
    }

    /** Always in the same order, so that no two wait for each other. */
    private Lock[] locks(Collection<String> ids, Function<ReadWriteLock, Lock> kind) {
        return ids.stream()
                .mapToInt(WriteLocks::stripe)
                .distinct()
                .sorted()
                .mapToObj(stripe -> kind.apply(stripes[stripe]))
                .toArray(Lock[]::new);
    }

    <T> T alone(String id, Supplier<T> write) {
        return with(new Lock[] {stripes[stripe(id)].writeLock()}, write);
    }

    /** Shares all documents. */
    <T> T shared(Supplier<T> write) {
        return with(
                IntStream.range(0, STRIPES)
                        .mapToObj(stripe -> stripes[stripe].readLock())
                        .toArray(Lock[]::new),
                write);
    }

    private static int stripe(String id) {
        return Math.floorMod(id.hashCode() * 0x9E3779B9 >>> 16, STRIPES);
    }

    private static <T> T with(Lock[] locks, Supplier<T> write) {
        int locked = 0;
        try {
            for (Lock lock : locks) {
                lock.lock();
                locked++;
            }
            return write.get();
        } finally {
            while (locked > 0) {
                locks[--locked].unlock();
            }
        }
    }
}
