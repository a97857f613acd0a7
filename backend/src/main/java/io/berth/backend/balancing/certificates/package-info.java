/**
 * Certificates that come by themselves: which names want one, whom to ask for it, and when. A balancer says what it wants and gets
 * what is there by {@link io.berth.backend.balancing.certificates.Certificates}; {@link
 * io.berth.backend.balancing.certificates.CertificateOrders} orders what is due.
 */
@NullMarked
package io.berth.backend.balancing.certificates;

import org.jspecify.annotations.NullMarked;
