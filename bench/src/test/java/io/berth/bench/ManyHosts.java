package io.berth.bench;

import io.berth.e2e.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Services with a virtual host each, as rows: copies of one that runs, whose containers are those of the one that runs. No agent
 * shows these containers, so they are marked as younger than every list of an agent's.
 */
final class ManyHosts implements AutoCloseable {

    private static final String COPY_SERVICE = """
            insert into service
            select (jsonb_populate_record(null::service, to_jsonb(s)
                        || jsonb_build_object('id', md5('service' || n)::uuid, 'name', 'host' || n))).*
              from service s, generate_series(0, ?) n where s.name = ?""";

    private static final String COPY_REVISION = """
            insert into revision
            select (jsonb_populate_record(null::revision, to_jsonb(r) || jsonb_build_object(
                        'id', md5('revision' || n)::uuid,
                        'service_id', md5('service' || n)::uuid,
                        'definition', replace(r.definition::text, 'like.example', 'host' || n || '.example')::jsonb))).*
              from revision r join service s on s.id = r.service_id, generate_series(0, ?) n
             where s.name = ? and r.number = s.latest_revision""";

    private static final String COPY_CONTAINERS = """
            insert into container
            select (jsonb_populate_record(null::container, to_jsonb(c) || jsonb_build_object(
                        'id', md5('container' || n || '-' || c.slot)::uuid,
                        'service_id', md5('service' || n)::uuid,
                        'revision_id', md5('revision' || n)::uuid,
                        'name', 'row-' || n || '-' || c.slot,
                        'attempt', n + 1,
                        'phase_since', now() + interval '1 day'))).*
              from container c join service s on s.id = c.service_id, generate_series(?, ?) n
             where s.name = ? and c.phase = 'RUNNING' and c.slot between ? and ?""";

    private final Connection database;
    private final String like;

    private ManyHosts(Connection database, String like) {
        this.database = database;
        this.like = like;
    }

    /** @param like the service that runs, with {@code like.example} as its virtual host */
    static ManyHosts in(Installation berth, String like) throws SQLException {
        String address = "jdbc:postgresql://127.0.0.1:" + berth.databasePort() + "/postgres";
        return new ManyHosts(DriverManager.getConnection(address, "berth", berth.databasePassword()), like);
    }

    /** Virtual hosts with that many containers each on average: host 0 has none, and as many others have one more. */
    void fill(int hosts, int containers) throws SQLException {
        execute(COPY_SERVICE, hosts - 1, like);
        execute(COPY_REVISION, hosts - 1, like);
        execute(COPY_CONTAINERS, 1, hosts - 1, like, 1, containers);
        execute(COPY_CONTAINERS, 1, containers, like, containers + 1, containers + 1);
    }

    /** The addresses of all services, host 0 first. */
    List<String> services() throws SQLException {
        List<String> services = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(
                        "select id from service where name ~ '^host[0-9]+$' order by substr(name, 5)::int");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                services.add("/api/v1/service/" + rows.getString(1) + "/");
            }
        }
        return services;
    }

    long serving() throws SQLException {
        return count("select count(*) from balanced_container where serving_since is not null");
    }

    long listedOfHostZero() throws SQLException {
        return count("select count(*) from balanced_container b join container c on c.id = b.container_id"
                + " where c.service_id = md5('service0')::uuid");
    }

    /** Host 0 has a new container, which is healthy. */
    void comes(int number) throws SQLException {
        String copy = COPY_CONTAINERS
                .replace("'container' || n || '-' || c.slot", "'coming" + number + "'")
                .replace("'row-' || n || '-' || c.slot", "'coming-" + number + "'")
                .replace("n + 1", String.valueOf(1_000_000 + number));
        execute(copy, 0, 0, like, 1, 1);
    }

    void drains() throws SQLException {
        execute("update container set draining_since = now(), drain_until = now() + interval '1 minute'"
                + " where service_id = md5('service0')::uuid and phase = 'RUNNING'");
    }

    void goes() throws SQLException {
        execute("update container set phase = 'REMOVED' where service_id = md5('service0')::uuid");
    }

    private long count(String query) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String command, Object... parameters) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(command)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
