/** Jobs that find the near duplicates in the index: groups and a report, and nothing is deleted. */
@NullMarked
package io.corrsh.service.dedup;

import org.jspecify.annotations.NullMarked;
