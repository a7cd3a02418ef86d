package io.corrsh.service.cli.doctor;

/**
 * What a check has found.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param detail what was seen, and what to do where it is not well
 */
record Finding(String subject, State state, String detail) {

    /** How something is. */
    enum State {
        /** As it should be. */
        OK,
        /** It works, but not as well as it could. */
        WARN,
        /** It does not work. */
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail);
    }

    static Finding warn(String subject, String detail) {
        return new Finding(subject, State.WARN, detail);
    }

    static Finding fail(String subject, String detail) {
        return new Finding(subject, State.FAIL, detail);
    }
}
