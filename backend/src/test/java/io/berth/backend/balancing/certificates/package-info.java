@NullMarked
package io.berth.backend.balancing.certificates;

import org.jspecify.annotations.NullMarked;
