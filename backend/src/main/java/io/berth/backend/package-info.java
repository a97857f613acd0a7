/** The control plane: one module per feature, in the order in which they may use each other. */
@NullMarked
package io.berth.backend;

import org.jspecify.annotations.NullMarked;
