package io.corrsh.service.admission;

import io.corrsh.model.batch.EncodeRefusedException;
import io.corrsh.model.encoder.Encoding;
import io.corrsh.model.encoder.ForwardingTextEncoder;
import io.corrsh.model.encoder.TextEncoder;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import java.util.List;
import java.util.function.Supplier;

/** An encoder that requests are admitted to, and whose refusals are problems. Closes the one it stands before. */
public final class AdmittingTextEncoder extends ForwardingTextEncoder {

    public AdmittingTextEncoder(TextEncoder encoder) {
        super(encoder);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProblemException if the text is refused
     */
    @Override
    public Encoding encode(String text) {
        return admit(1, () -> super.encode(text));
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProblemException if the texts are refused
     */
    @Override
    public List<Encoding> encode(List<String> texts) {
        return admit(texts.size(), () -> super.encode(texts));
    }

    private static <T> T admit(int texts, Supplier<T> work) {
        Visit visit = Visit.CURRENT.isBound() ? Visit.CURRENT.get() : null;
        if (visit != null) {
            visit.encode(texts);
        }
        try {
            return work.get();
        } catch (EncodeRefusedException e) {
            if (visit != null) {
                visit.refused(texts);
            }
            throw new ProblemException(kind(e.reason()), String.valueOf(e.getMessage()), e.retryAfter());
        }
    }

    private static ProblemKind kind(EncodeRefusedException.Reason reason) {
        return switch (reason) {
            case OVERLOADED -> ProblemKind.OVERLOADED;
            case DEADLINE -> ProblemKind.TIME_LIMIT;
            case GONE -> ProblemKind.REQUEST_TIMEOUT;
            case CLOSED -> ProblemKind.STOPPING;
        };
    }
}
