/** What all commands share: streams, progress, failures in words. */
@NullMarked
package io.corrsh.service.cli.console;

import org.jspecify.annotations.NullMarked;
