package io.corrsh.service;

/**
 * The threads that carry virtual ones, which requests run in. Nobody interrupts a virtual thread that computes, so that with a carrier a
 * processor, as the JVM has it, two bulk loads keep every search waiting; with more of them the operating system shares the processors out.
 */
final class Carriers {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final int LEAST = 16;

    private Carriers() {}

    /** Asks for more carriers, unless somebody has asked for a number; to be called before the first virtual thread is made. */
    static void share() {
        if (System.getProperty(PARALLELISM) == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            System.setProperty(PARALLELISM, Integer.toString(Math.max(LEAST, 2 * processors)));
        }
    }
}
