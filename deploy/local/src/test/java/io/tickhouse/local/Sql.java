package io.tickhouse.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** SQL over ClickHouse's HTTP interface, for the tests of this module. */
final class Sql {
    private Sql() {}

    /** The answer of one statement as tab-separated text; any status but 200 fails the test. */
    static String run(Endpoints endpoints, String statement) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoints.clickhouseUrl()))
                    .header("X-ClickHouse-User", endpoints.clickhouseUser())
                    .POST(BodyPublishers.ofString(statement))
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("Status " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().strip();
        }
    }
}
