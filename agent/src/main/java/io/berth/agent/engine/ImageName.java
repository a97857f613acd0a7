package io.berth.agent.engine;

import org.jspecify.annotations.Nullable;

/**
 * An image reference, taken apart: {@code registry.example:5000/shop/web:2}, with or without {@code @sha256:…}.
 *
 * @param repository everything before the tag, as written
 */
public record ImageName(
        String repository, @Nullable String tag, @Nullable String digest) {

    public static ImageName parse(String reference) {
        String rest = reference;
        String digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = rest.substring(at + 1);
            rest = rest.substring(0, at);
        }
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            return new ImageName(rest.substring(0, colon), rest.substring(colon + 1), digest);
        }
        return new ImageName(rest, null, digest);
    }

    /** The name by which exactly that manifest is pulled and run. */
    public String at(String manifestDigest) {
        return repository + "@" + manifestDigest;
    }

    /** What a registry is asked for: a digest wins over a tag, no tag means {@code latest}. */
    public String toAsk() {
        if (digest != null) {
            return at(digest);
        }
        return repository + ":" + (tag == null ? "latest" : tag);
    }

    /** The repository with the parts that Docker lets people leave out. */
    public String canonicalRepository() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean namesRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        if (!namesRegistry) {
            return "docker.io/" + (slash < 0 ? "library/" : "") + repository;
        }
        if (first.equals("index.docker.io")) {
            return "docker.io" + repository.substring(slash);
        }
        boolean official = first.equals("docker.io") && repository.indexOf('/', slash + 1) < 0;
        return official ? "docker.io/library" + repository.substring(slash) : repository;
    }
}
