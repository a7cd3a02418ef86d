package io.corrsh.service.admission;

import io.corrsh.model.batch.Caller;

/** A request from its arrival to the end of its answer, on one thread. It takes a seat when it has something encoded. */
final class Visit {

    static final ScopedValue<Visit> CURRENT = ScopedValue.newInstance();

    private final Admission admission;
    private final Caller caller;
    private boolean seated;

    Visit(Admission admission, Caller caller) {
        this.admission = admission;
        this.caller = caller;
    }

    /** Lets texts of this request be encoded; a request that waits for room anyway needs no seat. */
    void encode(int texts) {
        if (!seated && !caller.patient()) {
            admission.enter(caller.name());
            seated = true;
        }
        admission.takeTexts(caller.name(), texts);
    }

    /** What was not encoded is not counted. */
    void refused(int texts) {
        admission.giveBackTexts(caller.name(), texts);
    }

    void end() {
        if (seated) {
            admission.leave(caller.name());
            seated = false;
        }
    }
}
