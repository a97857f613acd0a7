/** The program on every host: it keeps a link to the control plane and does on its engine what it is asked for. */
@NullMarked
package io.berth.agent;

import org.jspecify.annotations.NullMarked;
