package io.berth.e2e;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in a MariaDB container, written and counted by its own client. */
final class Rows {

    private Rows() {}

    static void write(String container, String password, int count) {
        String values = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "(" + i + ", 'row " + i + "')")
                .collect(Collectors.joining(","));
        client(
                container,
                password,
                "CREATE DATABASE IF NOT EXISTS shop; CREATE TABLE shop.orders (id INT PRIMARY KEY, text VARCHAR(40));"
                        + " INSERT INTO shop.orders VALUES " + values);
    }

    static int count(String container, String password) {
        return Integer.parseInt(client(container, password, "SELECT COUNT(*) FROM shop.orders"));
    }

    private static String client(String container, String password, String statements) {
        return TestBed.get()
                .engine()
                .run(
                        container,
                        "mariadb",
                        "--protocol=tcp",
                        "--host=127.0.0.1",
                        "--user=root",
                        "--password=" + password,
                        "--batch",
                        "--skip-column-names",
                        "--execute=" + statements)
                .strip();
    }
}
