package io.berth.backend.web.services;

import io.berth.backend.deployments.DeploymentRequest;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.services.Service;
import io.berth.backend.services.Services;
import io.berth.backend.web.TeamPage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Saves the form: definition and number of containers together or not at all. */
@Component
class ServiceEdits {

    private final Services services;
    private final Deployments deployments;

    ServiceEdits(Services services, Deployments deployments) {
        this.services = services;
        this.deployments = deployments;
    }

    @Transactional
    public Service create(TeamPage page, ServiceForm form, Next next) {
        refuseIfAny(unveiled(form));
        Service created = services.create(
                page.teamId(), page.actor(), form.name(), FormDefinition.of(form), FormDefinition.count(form));
        if (next == Next.DEPLOY) {
            deployments.redeploy(page.teamId(), created.id(), page.actor(), DeploymentRequest.of(null));
        }
        return created;
    }

    @Transactional
    public Saved save(TeamPage page, UUID id, ServiceForm form, Next next) {
        Service before = services.find(page.teamId(), id);
        change(page, before, form, next);
        Service after = services.find(page.teamId(), id);
        return new Saved(
                after,
                after.latest().number() != before.latest().number(),
                after.targetCount() != before.targetCount());
    }

    /** Tries both halves before it gives up, so that the form shows everything that is wrong. */
    private void change(TeamPage page, Service before, ServiceForm form, Next next) {
        List<FieldError> errors = new ArrayList<>(unveiled(form));
        collect(
                errors,
                () -> services.change(
                        page.teamId(),
                        before.id(),
                        page.actor(),
                        FormDefinition.version(form),
                        FormDefinition.of(form)));
        int count = FormDefinition.count(form);
        boolean counted = count != before.targetCount();
        if (counted) {
            collect(errors, () -> setCount(page, before, count, next));
        }
        refuseIfAny(errors);
        if (next == Next.DEPLOY) {
            deployments.redeploy(page.teamId(), before.id(), page.actor(), DeploymentRequest.of(null));
        }
    }

    /** Scales at once what runs; a redeploy that comes anyway brings the new number with it. */
    private void setCount(TeamPage page, Service before, int count, Next next) {
        if (before.containers().isEmpty() || next == Next.DEPLOY) {
            services.setTargetCount(page.teamId(), before.id(), page.actor(), count);
        } else {
            deployments.scale(page.teamId(), before.id(), page.actor(), count, DeploymentRequest.of(null));
        }
    }

    /** A secret that is to be one no longer: its value has to be typed, for what stands in the field is not it. */
    private static List<FieldError> unveiled(ServiceForm form) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < form.variables().size(); i++) {
            ServiceForm.VariableRow row = form.variables().get(i);
            if (!row.secret() && row.value().equals(ServiceForm.HIDDEN)) {
                errors.add(
                        new FieldError("variables[" + i + "].value", "type the value: a secret cannot be shown again"));
            }
        }
        return errors;
    }

    private static void refuseIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    private static void collect(List<FieldError> errors, Runnable half) {
        try {
            half.run();
        } catch (InvalidInputException e) {
            errors.addAll(e.errors());
        }
    }

    /** What is to happen after saving. */
    enum Next {
        NOTHING,
        DEPLOY
    }

    /** What came of it. */
    record Saved(Service service, boolean newRevision, boolean newCount) {}
}
