package io.berth.backend.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKeyEntity, UUID> {

    Optional<ApiKeyEntity> findByKeyHash(byte[] keyHash);

    Optional<ApiKeyEntity> findByIdAndUserId(UUID id, UUID userId);

    List<ApiKeyEntity> findByUserIdAndRevokedAtIsNullOrderByCreatedAtDesc(UUID userId);
}
