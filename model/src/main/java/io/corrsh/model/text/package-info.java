/** Text to tokens, tokens to a sparse tf-idf bag of words. */
@NullMarked
package io.corrsh.model.text;

import org.jspecify.annotations.NullMarked;
