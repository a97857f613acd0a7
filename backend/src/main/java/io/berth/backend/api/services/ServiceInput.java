package io.berth.backend.api.services;

import io.berth.backend.api.Fields;
import io.berth.backend.services.Service;
import io.berth.backend.services.ServiceDefinition;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about a service.
 *
 * @param definition with secrets that stay as they are masked
 * @param version the one that the change was made from; null if the request does not say
 */
record ServiceInput(
        String name,
        ServiceDefinition definition,
        int count,
        @Nullable Integer version) {

    private static final Set<String> READ_ONLY = Set.of(
            "uuid",
            "resource_uri",
            "state",
            "synchronized",
            "image_name",
            "image_tag",
            "image_digest",
            "local_only",
            "public_dns",
            "containers",
            "current_num_containers",
            "running_num_containers",
            "stopped_num_containers",
            "created_datetime",
            "deployed_datetime",
            "started_datetime",
            "stopped_datetime",
            "destroyed_datetime",
            "calculated_envvars",
            "certificates",
            "linked_from_service",
            "link_variables",
            "revision",
            "deployed_revision",
            "last_problem");

    /** @param services finds a service of the team by its name or address */
    static ServiceInput ofNew(Fields body, Function<String, Optional<Service>> services) {
        body.readOnly(READ_ONLY);
        body.readOnly(Set.of("version"));
        if (!body.has("image")) {
            body.wrong("image", "name an image, such as registry.example/team/web:1");
        }
        ServiceDefinition definition =
                new DefinitionReader(body, ServiceDefinition.of("image", "latest"), services).read();
        String name = body.optionalText("name", null);
        String called = name == null ? usualName(definition.image()) : name;
        nickname(body, called);
        int count = body.number("target_num_containers", 1);
        body.finish();
        return new ServiceInput(called, definition, count, null);
    }

    static ServiceInput ofChange(Fields body, Service present, Function<String, Optional<Service>> services) {
        body.readOnly(READ_ONLY);
        if (!body.text("name", present.name()).equals(present.name())) {
            body.wrong("name", "a service keeps its name");
        }
        nickname(body, present.name());
        ServiceDefinition definition =
                new DefinitionReader(body, DefinitionReader.masked(present.definition()), services).read();
        int count = body.number("target_num_containers", present.targetCount());
        Integer version = body.optionalNumber("version", null);
        body.finish();
        return new ServiceInput(present.name(), definition, count, version);
    }

    /** The last part of the image's name, as far as it can be a host name. */
    private static String usualName(String image) {
        return image.substring(image.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]+", "-");
    }

    private static void nickname(Fields body, String name) {
        String nickname = body.optionalText("nickname", null);
        if (nickname != null && !nickname.isEmpty() && !nickname.equals(name)) {
            body.wrong("nickname", "a nickname other than the name is not possible yet: leave it out");
        }
    }
}
