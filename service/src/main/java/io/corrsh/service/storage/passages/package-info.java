/** Long documents cut into passages, each with a code of its own, and found as documents again. */
@NullMarked
package io.corrsh.service.storage.passages;

import org.jspecify.annotations.NullMarked;
