package io.corrsh.service.encode.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.corrsh.service.encode.EncodedText;
import io.corrsh.service.problems.ProblemException;
import io.corrsh.service.problems.ProblemKind;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line.
 *
 * @param line its number in the body, from 1
 * @param id the id that it gave
 * @param text its code, where there is nothing wrong with it
 * @param status what a request of its own would have been answered, where there is
 * @param error what is wrong with it
 * @param errorType the same for machines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineReply(
        long line,
        @Nullable String id,
        @JsonUnwrapped @Nullable EncodedText text,
        @Nullable Integer status,
        @Nullable String error,
        @JsonProperty("error_type") @Nullable String errorType) {

    static LineReply encoded(long line, @Nullable String id, EncodedText text) {
        return new LineReply(line, id, text, null, null, null);
    }

    static LineReply failed(long line, ProblemException problem) {
        return failed(line, problem.kind(), problem.detail());
    }

    static LineReply failed(long line, ProblemKind kind, String error) {
        return new LineReply(line, null, null, kind.status().value(), error, kind.label());
    }
}
