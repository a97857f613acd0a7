package io.berth.backend.accounts;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface UserRepository extends Repository<UserEntity, UUID> {

    Optional<UserEntity> findById(UUID id);

    Optional<UserEntity> findByUsername(String username);

    boolean existsByUsername(String username);

    long count();
}
