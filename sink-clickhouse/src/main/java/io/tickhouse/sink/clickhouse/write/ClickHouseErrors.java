package io.tickhouse.sink.clickhouse.write;

import com.clickhouse.client.api.ServerException;
import java.util.Map;
import java.util.Optional;

/** Which of ClickHouse's errors time does not heal, and what to do about them. All others are worth another attempt. */
final class ClickHouseErrors {
    private static final String MIGRATE =
            "the table is not as the migrations leave it: upgrade the sink or repair the table";
    private static final String GRANT = "give the sink's user the rights named in its --check";
    private static final String LOGIN = "correct clickhouse.user and clickhouse.password";
    private static final String BUG = "the rows are not as ClickHouse expects them: report this with the message";

    private static final Map<Integer, String> WHAT_TO_DO = Map.ofEntries(
            Map.entry(10, MIGRATE), // NOT_FOUND_COLUMN_IN_BLOCK
            Map.entry(16, MIGRATE), // NO_SUCH_COLUMN_IN_TABLE
            Map.entry(20, MIGRATE), // NUMBER_OF_COLUMNS_DOESNT_MATCH
            Map.entry(44, MIGRATE), // ILLEGAL_COLUMN
            Map.entry(47, MIGRATE), // UNKNOWN_IDENTIFIER
            Map.entry(53, MIGRATE), // TYPE_MISMATCH
            Map.entry(60, MIGRATE), // UNKNOWN_TABLE
            Map.entry(62, BUG), // SYNTAX_ERROR
            Map.entry(81, MIGRATE), // UNKNOWN_DATABASE
            Map.entry(33, BUG), // CANNOT_READ_ALL_DATA
            Map.entry(117, BUG), // INCORRECT_DATA
            Map.entry(115, "this version of ClickHouse does not know a setting that exactly-once rests on: upgrade it"),
            Map.entry(452, "a constraint of the user's profile forbids a setting that exactly-once rests on: lift it"),
            Map.entry(192, LOGIN), // UNKNOWN_USER
            Map.entry(193, LOGIN), // WRONG_PASSWORD
            Map.entry(194, LOGIN), // REQUIRED_PASSWORD
            Map.entry(516, LOGIN), // AUTHENTICATION_FAILED
            Map.entry(497, GRANT)); // ACCESS_DENIED

    private ClickHouseErrors() {}

    static StoreException explain(String doing, Throwable failure) {
        Optional<ServerException> server = server(failure);
        if (server.isPresent()) {
            String advice = WHAT_TO_DO.get(server.get().getCode());
            String message = "cannot " + doing + ": ClickHouse answered " + firstLine(server.get());
            return advice == null
                    ? new StoreException(message, failure, true)
                    : new StoreException(message + " What to do: " + advice, failure, false);
        }
        return new StoreException("cannot " + doing + ": " + rootMessage(failure), failure, true);
    }

    private static Optional<ServerException> server(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ServerException server) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    private static String firstLine(ServerException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("code " + e.getCode());
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
