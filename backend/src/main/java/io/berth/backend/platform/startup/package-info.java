/** Says in one line why a start failed. */
@NullMarked
package io.berth.backend.platform.startup;

import org.jspecify.annotations.NullMarked;
