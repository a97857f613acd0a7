package io.berth.backend.deployments.store;

import io.berth.backend.deployments.DeploymentSearch;
import io.berth.backend.deployments.DeploymentSearch.Range;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Looks for deployments of a team by whatever is known of them. */
@Component
class DeploymentQueries {

    private final EntityManager entities;

    DeploymentQueries(EntityManager entities) {
        this.entities = entities;
    }

    long count(UUID teamId, DeploymentSearch search) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<DeploymentEntity> deployment = query.from(DeploymentEntity.class);
        query.select(builder.count(deployment)).where(conditions(builder, deployment, teamId, search));
        return entities.createQuery(query).getSingleResult();
    }

    /** The newest first. */
    List<DeploymentEntity> find(UUID teamId, DeploymentSearch search, int offset, int limit) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<DeploymentEntity> query = builder.createQuery(DeploymentEntity.class);
        Root<DeploymentEntity> deployment = query.from(DeploymentEntity.class);
        query.where(conditions(builder, deployment, teamId, search))
                .orderBy(builder.desc(deployment.get("createdAt")), builder.desc(deployment.get("id")));
        return entities.createQuery(query)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
    }

    private static Predicate[] conditions(
            CriteriaBuilder builder, Root<DeploymentEntity> deployment, UUID teamId, DeploymentSearch search) {
        List<Predicate> all = new ArrayList<>();
        all.add(builder.equal(deployment.get("teamId"), teamId));
        if (search.id() != null) {
            all.add(builder.equal(deployment.get("id"), search.id()));
        }
        if (search.idBegins() != null) {
            Expression<String> id = deployment.get("id").cast(String.class);
            all.add(builder.equal(builder.substring(id, 1, search.idBegins().length()), search.idBegins()));
        }
        if (search.serviceId() != null) {
            all.add(builder.equal(deployment.get("serviceId"), search.serviceId()));
        }
        if (!search.states().isEmpty()) {
            all.add(deployment.get("state").in(search.states()));
        }
        if (search.cancelling() != null) {
            Expression<String> by = deployment.get("cancelRequested");
            all.add(search.cancelling() ? builder.isNotNull(by) : builder.isNull(by));
        }
        within(all, builder, deployment.get("createdAt"), search.created());
        within(all, builder, deployment.get("finishedAt"), search.finished());
        return all.toArray(Predicate[]::new);
    }

    private static void within(List<Predicate> all, CriteriaBuilder builder, Expression<Instant> when, Range range) {
        if (range.from() != null) {
            all.add(builder.greaterThanOrEqualTo(when, range.from()));
        }
        if (range.to() != null) {
            all.add(builder.lessThanOrEqualTo(when, range.to()));
        }
    }
}
