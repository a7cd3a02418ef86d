/** The command that looks whether this machine has what the service needs. */
@NullMarked
package io.corrsh.service.cli.doctor;

import org.jspecify.annotations.NullMarked;
