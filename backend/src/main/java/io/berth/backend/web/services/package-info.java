/** The pages of services: list, page, form and the buttons. */
@NullMarked
package io.berth.backend.web.services;

import org.jspecify.annotations.NullMarked;
