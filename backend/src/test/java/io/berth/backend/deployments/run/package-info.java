@NullMarked
package io.berth.backend.deployments.run;

import org.jspecify.annotations.NullMarked;
