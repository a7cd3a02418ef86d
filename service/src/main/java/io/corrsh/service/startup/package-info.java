/** What people are told when the service cannot start. */
@NullMarked
package io.corrsh.service.startup;

import org.jspecify.annotations.NullMarked;
