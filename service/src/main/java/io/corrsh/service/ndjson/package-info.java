/** JSON lines, read as bytes so that a broken line spoils no other. */
@NullMarked
package io.corrsh.service.ndjson;

import org.jspecify.annotations.NullMarked;
