package io.berth.backend.deployments;

import io.berth.backend.deployments.environment.LinkVariables;
import io.berth.backend.deployments.store.Environments;
import io.berth.backend.services.EnvironmentVariable;
import io.berth.backend.services.Service;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which variables a service's containers would be given now, and which it gives to others. Secrets stay sealed. */
@Component
@Transactional(readOnly = true)
public class ServiceVariables {

    private final Environments environments;

    ServiceVariables(Environments environments) {
        this.environments = environments;
    }

    /** What every container of the service would find, its image's own variables included. */
    public List<EnvironmentVariable> ofContainers(Service service) {
        return environments.preview(service);
    }

    /** What a service that links to this one by its name would find. */
    public List<EnvironmentVariable> forLinks(Service service) {
        return environments.forLinks(service);
    }

    /** How the variables of a link begin. */
    public static String prefix(String alias) {
        return LinkVariables.prefix(alias);
    }
}
