/** Codes in the shape of OpenAI's embeddings, so that its clients work. */
@NullMarked
package io.corrsh.service.encode.openai;

import org.jspecify.annotations.NullMarked;
