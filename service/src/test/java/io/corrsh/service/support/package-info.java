/** What the tests share. */
@NullMarked
package io.corrsh.service.support;

import org.jspecify.annotations.NullMarked;
