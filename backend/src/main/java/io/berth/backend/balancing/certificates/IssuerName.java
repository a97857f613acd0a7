package io.berth.backend.balancing.certificates;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Who has issued a certificate, in few words. */
final class IssuerName {

    private IssuerName() {}

    static String of(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        return (part(issuer, BCStyle.O) + " " + part(issuer, BCStyle.CN)).strip();
    }

    private static String part(X500Name name, ASN1ObjectIdentifier kind) {
        RDN[] parts = name.getRDNs(kind);
        return parts.length == 0
                ? ""
                : IETFUtils.valueToString(parts[0].getFirst().getValue());
    }
}
