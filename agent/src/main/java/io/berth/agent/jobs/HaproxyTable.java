package io.berth.agent.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables as HAProxy prints them: a line that begins with a hash names the columns, an empty one ends the table. */
final class HaproxyTable {

    private HaproxyTable() {}

    /** @return rows by column; none if there is no such table, an empty one included */
    static List<Map<String, String>> commaSeparated(String text, String firstColumn) {
        return rows(text, "# " + firstColumn + ",", HaproxyTable::commaFields);
    }

    static List<Map<String, String>> spaceSeparated(String text, String firstColumn) {
        return rows(text, "# " + firstColumn + " ", line -> List.of(line.split(" ")));
    }

    private static List<Map<String, String>> rows(String text, String beginning, Fields fields) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : text.lines().toList()) {
            if (line.startsWith(beginning)) {
                columns = fields.of(line.substring(2));
            } else if (line.isEmpty()) {
                columns = List.of();
            } else if (!columns.isEmpty()) {
                rows.add(row(columns, fields.of(line)));
            }
        }
        return rows;
    }

    private static Map<String, String> row(List<String> columns, List<String> fields) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), fields.size()); i++) {
            row.put(columns.get(i), fields.get(i));
        }
        return row;
    }

    /** A field with a comma or a quote stands in quotes, and its own quotes are doubled. */
    private static List<String> commaFields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private interface Fields {
        List<String> of(String line);
    }
}
