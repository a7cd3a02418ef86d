package io.corrsh.service.breakers;

import io.corrsh.service.problems.ProblemException;

/** Something that must not run out. Safe for use by several threads. */
interface Breaker {

    /** Its name in metrics. */
    String name();

    /** Whether writes are refused now. */
    boolean isOpen();

    /**
     * Goes on, or refuses.
     *
     * @throws ProblemException if there is too little left
     */
    void check();
}
