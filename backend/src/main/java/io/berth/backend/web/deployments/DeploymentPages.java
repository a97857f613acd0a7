package io.berth.backend.web.deployments;

import io.berth.backend.deployments.Deployment;
import io.berth.backend.deployments.DeploymentDetails;
import io.berth.backend.deployments.DeploymentDetails.KeptLog;
import io.berth.backend.deployments.DeploymentState;
import io.berth.backend.deployments.Deployments;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.web.StrategyForm;
import io.berth.backend.web.TeamPage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the page of a deployment shows. */
@Component
class DeploymentPages {

    /** Differences that each deployment's own facts tell already. */
    private static final Set<String> SHOWN_ANYWAY = Set.of("tag", "digest");

    private static final int LOOKED_THROUGH = 200;
    private static final Pattern NAMED = Pattern.compile("[Dd]eployment (\\d+)");

    private final Deployments deployments;
    private final Nodes nodes;

    DeploymentPages(Deployments deployments, Nodes nodes) {
        this.deployments = deployments;
        this.nodes = nodes;
    }

    Map<String, Object> of(TeamPage page, UUID id) {
        DeploymentDetails details = deployments.details(page.teamId(), id);
        Deployment deployment = details.deployment();
        List<Deployment> others = deployments.ofService(page.teamId(), deployment.serviceId(), LOOKED_THROUGH);
        Map<String, Object> model = model(details, others);
        model.put("page", page);
        model.put("nodes", nodes.visibleTo(page.teamId()).stream().collect(Collectors.toMap(Node::id, Node::name)));
        return model;
    }

    static Map<String, Object> model(DeploymentDetails details, List<Deployment> ofService) {
        Deployment deployment = details.deployment();
        Map<String, Object> model = new HashMap<>();
        model.put("deployment", deployment);
        model.put("slots", SlotRow.of(deployment.id(), details.containers(), details.events()));
        model.put("events", details.events());
        model.put("openSteps", details.openSteps());
        model.put("receipt", details.receipt());
        model.put(
                "logs",
                details.logs().stream()
                        .sorted(Comparator.comparing(KeptLog::failed).reversed())
                        .toList());
        model.put(
                "differences",
                details.differences().stream()
                        .filter(d -> !SHOWN_ANYWAY.contains(d.what()))
                        .toList());
        model.put("ahead", ahead(deployment, ofService));
        model.put("successor", successor(deployment, ofService));
        model.put("strategy", StrategyForm.of(deployment.rollout()));
        return model;
    }

    /** Those that a queued one waits for, the first first. */
    private static List<Deployment> ahead(Deployment deployment, List<Deployment> ofService) {
        return deployment.state() != DeploymentState.QUEUED
                ? List.of()
                : ofService.stream()
                        .filter(other -> !other.state().ended() && other.number() < deployment.number())
                        .sorted(Comparator.comparingInt(Deployment::number))
                        .toList();
    }

    /** The one that took its place, if one did. */
    private static @Nullable Deployment successor(Deployment deployment, List<Deployment> ofService) {
        Stream<@Nullable String> words = switch (deployment.state()) {
            case SUPERSEDED -> Stream.of(deployment.message());
            case RUNNING, PAUSED, CANCELLED, FAILED, ROLLED_BACK -> Stream.of(deployment.cancelledBy());
            case QUEUED, SUCCEEDED -> Stream.empty();
        };
        return words.map(text -> NAMED.matcher(text == null ? "" : text))
                .filter(Matcher::find)
                .flatMap(named ->
                        ofService.stream().filter(other -> named.group(1).equals("" + other.number())))
                .findFirst()
                .orElse(null);
    }
}
