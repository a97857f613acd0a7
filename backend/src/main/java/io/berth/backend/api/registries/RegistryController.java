package io.berth.backend.api.registries;

import io.berth.backend.api.Caller;
import io.berth.backend.api.Fields;
import io.berth.backend.api.Filters;
import io.berth.backend.api.ListAnswer;
import io.berth.backend.api.Listing;
import io.berth.backend.api.Uris;
import io.berth.backend.platform.NotFoundException;
import io.berth.backend.registries.Registries;
import io.berth.backend.registries.Registry;
import java.net.URI;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The registries that a team signs in to, found by id or by host. */
@RestController
@RequestMapping(path = "/api/v1/registry", produces = MediaType.APPLICATION_JSON_VALUE)
class RegistryController {

    private static final Set<String> READ_ONLY =
            Set.of("uuid", "resource_uri", "name", "port", "icon_url", "is_tutum_registry", "created_datetime");

    private static final Filters<Registry> FILTERS =
            Filters.of(Registry::id).text("name", Registry::host).text("host", Registry::host);

    private final Registries registries;

    RegistryController(Registries registries) {
        this.registries = registries;
    }

    @GetMapping
    ListAnswer<RegistryAnswer> list(Caller caller, Listing listing) {
        return listing.page(
                registries.of(caller.teamId()),
                FILTERS,
                some -> some.stream().map(RegistryAnswer::of).toList());
    }

    @PostMapping
    ResponseEntity<RegistryAnswer> create(Caller caller, Fields body) {
        body.readOnly(READ_ONLY);
        String host = body.text("host", "");
        String username = body.text("username", "");
        String password = body.text("password", "");
        body.finish();
        Registry made = registries.add(caller.teamId(), host, username, password, caller.actor());
        return ResponseEntity.created(URI.create(Uris.registry(made.id()))).body(RegistryAnswer.of(made));
    }

    @GetMapping("/{registry}")
    RegistryAnswer get(Caller caller, @PathVariable String registry) {
        return RegistryAnswer.of(find(caller, registry));
    }

    /** User name and password belong together: the password is needed to change either. */
    @PatchMapping("/{registry}")
    RegistryAnswer change(Caller caller, @PathVariable String registry, Fields body) {
        Registry present = find(caller, registry);
        body.readOnly(READ_ONLY);
        if (!body.text("host", present.host()).equals(present.host())) {
            body.wrong("host", "a registry keeps its host: add another one");
        }
        String username = body.text("username", present.username());
        String password = body.text("password", "");
        body.finish();
        registries.changePassword(caller.teamId(), present.id(), username, password, caller.actor());
        return RegistryAnswer.of(find(caller, registry));
    }

    @DeleteMapping("/{registry}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String registry) {
        registries.remove(caller.teamId(), find(caller, registry).id(), caller.actor());
        return ResponseEntity.noContent().build();
    }

    private Registry find(Caller caller, String registry) {
        return registries.of(caller.teamId()).stream()
                .filter(r -> r.id().toString().equals(registry) || r.host().equals(registry))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("registry"));
    }
}
