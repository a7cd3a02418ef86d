/** What requests to a collection mean where they do not say it themselves. */
@NullMarked
package io.corrsh.service.collections.settings;

import org.jspecify.annotations.NullMarked;
