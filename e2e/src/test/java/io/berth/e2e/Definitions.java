package io.berth.e2e;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Definitions of services for the API. */
public final class Definitions {

    public static final int WEB_PORT = 8080;

    private Definitions() {}

    /** Containers of the little web application, which take a second to start so that there is something to see. */
    public static Map<String, Object> web(String name, String tag, int count) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", webImage(tag));
        definition.put("target_num_containers", count);
        definition.put("container_ports", List.of(Map.of("protocol", "tcp", "inner_port", WEB_PORT)));
        definition.put("container_envvars", List.of(Map.of("key", "START_DELAY", "value", "1")));
        return definition;
    }

    static Map<String, Object> webKeepingData(String name, String tag, String path) {
        Map<String, Object> definition = web(name, tag, 1);
        definition.put("bindings", List.of(Map.of("container_path", path)));
        return definition;
    }

    /** A load balancer that passes on what comes to that port of the host. */
    static Map<String, Object> balancer(String name, int hostPort, String service, String alias) {
        return balancer(name, hostPort, List.of(Map.of("to_service", service, "name", alias)));
    }

    public static Map<String, Object> balancer(String name, int hostPort, List<Map<String, ?>> links) {
        Map<String, Object> definition = new HashMap<>();
        definition.put("name", name);
        definition.put("image", "berth/balancer");
        definition.put("target_num_containers", 1);
        definition.put(
                "container_ports",
                List.of(Map.of("protocol", "tcp", "inner_port", 80, "outer_port", hostPort, "published", true)));
        definition.put("linked_to_service", links);
        return definition;
    }

    static Map<String, Object> image(String tag) {
        return Map.of("image", webImage(tag));
    }

    static String webImage(String tag) {
        return TestBed.get().image("web") + ":" + tag;
    }
}
