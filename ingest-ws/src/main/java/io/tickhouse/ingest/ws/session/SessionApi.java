package io.tickhouse.ingest.ws.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickhouse.ingest.ws.ledger.LedgerException;
import io.tickhouse.ingest.ws.ledger.SessionLedger;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.service.admin.AdminApi;
import io.tickhouse.service.admin.AdminApi.Order;
import io.tickhouse.service.admin.AdminApi.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sessions over HTTP: {@code GET|POST /captures}, {@code GET|PATCH|DELETE /captures/ID}, {@code POST /captures/ID/stop} and
 * {@code /reconnect}. Any replica answers for all: what is asked is in the ledger when it is answered.
 */
final class SessionApi implements AdminApi.Endpoint {
    static final String PATH = "/captures";
    private static final Pattern PATHS = Pattern.compile(PATH + "(?:/([^/]+)(?:/([a-z]+))?)?");

    private final SessionOrders orders;
    private final SessionLedger ledger;

    SessionApi(SessionOrders orders, SessionLedger ledger) {
        this.orders = orders;
        this.ledger = ledger;
    }

    @Override
    public Reply answer(Order order) throws InterruptedException {
        try {
            Matcher path = PATHS.matcher(order.path());
            if (!path.matches()) {
                return problem(404, "there are " + PATH + " and " + PATH + "/ID");
            }
            String id = path.group(1);
            String deed =
                    order.method() + (id == null ? "" : " ID") + (path.group(2) == null ? "" : " " + path.group(2));
            return switch (deed) {
                case "GET" -> new Reply(200, all());
                case "POST" -> session(201, orders.start(SessionForm.read(order.body())));
                case "GET ID" -> session(200, orders.known(id).session());
                case "PATCH ID" -> session(200, orders.set(id, SessionForm.read(order.body())));
                case "DELETE ID" -> {
                    orders.remove(id);
                    yield new Reply(200, "{}");
                }
                case "POST ID stop" -> session(200, orders.stop(id));
                case "POST ID reconnect" -> session(200, orders.reconnect(id));
                default -> problem(405, "there is no " + order.method() + " for " + order.path());
            };
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        } catch (SessionOrders.Missing e) {
            return problem(404, e.getMessage());
        } catch (SessionOrders.Conflict e) {
            return problem(409, e.getMessage());
        } catch (LedgerException e) {
            return problem(503, e.getMessage());
        }
    }

    private static Reply problem(int status, @Nullable String message) {
        return new Reply(
                status,
                JsonNodeFactory.instance.objectNode().put("error", message).toString());
    }

    private Reply session(int status, CaptureSession session) {
        return new Reply(
                status,
                SessionJson.of(session, ledger.runs(session.getSessionId())).toString());
    }

    private String all() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode sessions = all.putArray("sessions");
        ledger.sessions()
                .forEach(placed -> sessions.add(SessionJson.of(
                        placed.session(), ledger.runs(placed.session().getSessionId()))));
        return all.toString();
    }
}
