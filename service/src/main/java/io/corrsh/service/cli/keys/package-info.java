/** The commands that give and take API keys. */
@NullMarked
package io.corrsh.service.cli.keys;

import org.jspecify.annotations.NullMarked;
