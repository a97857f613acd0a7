package io.berth.protocol;

/** The labels of everything that Berth makes on an engine. Berth acts only on what carries its own installation's id. */
public final class Labels {

    /** The installation that made the object: a second installation on the same engine never touches it. */
    public static final String INSTALLATION = "berth.installation";

    /** The team's id. */
    public static final String TEAM = "berth.team";

    /** The service's id. */
    public static final String SERVICE = "berth.service";

    /** The service's name, for people who look at the engine. */
    public static final String SERVICE_NAME = "berth.service.name";

    /** The container's place in its service, from 1. */
    public static final String SLOT = "berth.slot";

    /** The number of the revision that the container was made from. */
    public static final String REVISION = "berth.revision";

    /** The id of the deployment that made the container. */
    public static final String DEPLOYMENT = "berth.deployment";

    /** The container's id in Berth. */
    public static final String CONTAINER = "berth.container";

    /** The volume's id in Berth. */
    public static final String VOLUME = "berth.volume";

    /** The name of the container whose network, names and ports it shares. A holder of these names itself. */
    public static final String HOLDER = "berth.holder";

    private Labels() {}
}
