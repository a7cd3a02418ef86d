package io.corrsh.service.admission.rates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values by a name; of more than 10,000 the one that was asked for longest ago is forgotten. Safe for use by several threads. */
public final class Recent<V> {

    private static final int MOST = 10_000;

    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    };

    /** The value of a name; null if it has none, or it was forgotten. */
    public synchronized @Nullable V get(String name) {
        return values.get(name);
    }

    public synchronized void put(String name, V value) {
        values.put(name, value);
    }

    synchronized V computeIfAbsent(String name, Function<String, V> value) {
        return values.computeIfAbsent(name, value);
    }
}
