package io.berth.backend.registries;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface RegistryRepository extends Repository<RegistryEntity, UUID> {

    List<RegistryEntity> findByTeamIdOrderByHost(UUID teamId);

    Optional<RegistryEntity> findByIdAndTeamId(UUID id, UUID teamId);

    Optional<RegistryEntity> findByTeamIdAndHost(UUID teamId, String host);

    void delete(RegistryEntity row);
}
