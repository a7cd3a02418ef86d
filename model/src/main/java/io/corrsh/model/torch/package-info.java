/** PyTorch inside this process, for the encoders and for training. */
@NullMarked
package io.corrsh.model.torch;

import org.jspecify.annotations.NullMarked;
