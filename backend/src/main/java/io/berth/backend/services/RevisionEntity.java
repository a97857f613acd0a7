package io.berth.backend.services;

import io.berth.protocol.ImageFacts;
import io.berth.protocol.PinnedImage;
import io.berth.protocol.Wire;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "revision")
class RevisionEntity {

    @Id
    UUID id;

    UUID serviceId;
    int number;

    @JdbcTypeCode(SqlTypes.JSON)
    String definition;

    String hash;

    @Nullable
    String imageDigest;

    @Nullable
    String imageId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable
    String imageFacts;

    /** Where the image is, if not where the definition says. */
    @Nullable
    String imageReference;

    @Nullable
    Instant sealedAt;

    @Nullable
    String seal;

    @Nullable
    Instant succeededAt;

    String note;
    String createdBy;
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected RevisionEntity() {}

    RevisionEntity(
            UUID id,
            UUID serviceId,
            int number,
            ServiceDefinition definition,
            String note,
            String createdBy,
            Instant createdAt) {
        this.id = id;
        this.serviceId = serviceId;
        this.number = number;
        this.definition = Wire.write(definition);
        this.hash = DefinitionHash.of(definition);
        this.note = note;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    ServiceDefinition readDefinition() {
        return Wire.read(definition, ServiceDefinition.class);
    }

    void seal(PinnedImage image, Instant at) {
        if (sealedAt != null) {
            throw new IllegalStateException("revision " + number + " is sealed already");
        }
        imageDigest = image.digest();
        imageId = image.imageId();
        imageReference = image.reference().equals(readDefinition().reference()) ? null : image.reference();
        sealedAt = at;
        seal = DefinitionHash.seal(hash, image);
    }

    /** A copy of another service's revision is the same in every respect. */
    void sealLike(RevisionEntity other, Instant at) {
        PinnedImage image = other.pinned();
        if (image != null) {
            seal(image, at);
            imageFacts = other.imageFacts;
        }
    }

    @Nullable
    PinnedImage pinned() {
        String reference = imageReference == null ? readDefinition().reference() : imageReference;
        return sealedAt == null ? null : new PinnedImage(reference, imageDigest, imageId);
    }

    Revision view() {
        return new Revision(
                id,
                serviceId,
                number,
                readDefinition(),
                hash,
                pinned(),
                imageFacts == null ? null : Wire.read(imageFacts, ImageFacts.class),
                note,
                createdBy,
                createdAt,
                seal,
                succeededAt);
    }
}
