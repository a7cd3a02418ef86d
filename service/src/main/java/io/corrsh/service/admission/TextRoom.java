package io.corrsh.service.admission;

import io.corrsh.model.batch.EncodeRefusedException;
import org.jspecify.annotations.Nullable;

/** Whether there is room for the texts of one more request. */
public interface TextRoom {

    /** Why texts of a caller would be refused now; null if they would not. */
    @Nullable
    EncodeRefusedException refusal(String caller);
}
