package io.berth.backend.local;

import io.berth.backend.accounts.ApiKeys;
import io.berth.backend.accounts.SetupLink;
import io.berth.backend.accounts.User;
import io.berth.backend.accounts.Users;
import io.berth.backend.nodes.Node;
import io.berth.backend.nodes.Nodes;
import io.berth.backend.platform.BerthSettings;
import io.berth.backend.platform.Installation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/local")
class LocalAdministration {

    private final BerthSettings settings;
    private final Installation installation;
    private final SetupLink setupLink;
    private final Users users;
    private final ApiKeys apiKeys;
    private final Nodes nodes;

    LocalAdministration(
            BerthSettings settings,
            Installation installation,
            SetupLink setupLink,
            Users users,
            ApiKeys apiKeys,
            Nodes nodes) {
        this.settings = settings;
        this.installation = installation;
        this.setupLink = setupLink;
        this.users = users;
        this.apiKeys = apiKeys;
        this.nodes = nodes;
    }

    @GetMapping("/status")
    Status status() {
        return new Status(
                "ready",
                installation.version(),
                installation.id(),
                settings.publicUrl().toString(),
                setupLink.pendingUrl().orElse(null),
                nodes.all().stream().map(NodeStatus::of).toList());
    }

    @PostMapping("/api-keys")
    ResponseEntity<Object> createKey(@RequestBody KeyRequest request) {
        Optional<User> user = users.byName(request.user());
        if (user.isEmpty()) {
            ProblemDetail problem =
                    ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no user " + request.user() + ".");
            return ResponseEntity.status(HttpStatus.NOT_FOUND)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        String key = apiKeys.create(user.get().id(), "berth command").key();
        return ResponseEntity.status(HttpStatus.CREATED).body(new KeyAnswer(key));
    }

    record Status(
            String state,
            String version,
            UUID installation,
            String url,
            @Nullable String setupUrl,
            List<NodeStatus> nodes) {}

    record NodeStatus(String name, String state) {
        static NodeStatus of(Node node) {
            return new NodeStatus(node.name(), node.state().name().toLowerCase(Locale.ROOT));
        }
    }

    record KeyRequest(String user) {}

    record KeyAnswer(String key) {}
}
