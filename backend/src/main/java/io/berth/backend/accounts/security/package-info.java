/** How requests of people and programs are let in. */
@NullMarked
package io.berth.backend.accounts.security;

import org.jspecify.annotations.NullMarked;
