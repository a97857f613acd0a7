/** What a definition must be like, and how services, revisions and containers are kept. */
@NullMarked
package io.berth.backend.services;

import org.jspecify.annotations.NullMarked;
