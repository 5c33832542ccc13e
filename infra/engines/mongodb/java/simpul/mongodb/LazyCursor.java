package simpul.mongodb;

import static simpul.mongodb.Codec.decode;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The rest of an answer, still encoded, until the client asks for it or forgets it for 10 minutes (Server.expire). */
final class LazyCursor extends AbstractCursor {
    static final Map<Long, LazyCursor> OPEN_CURSORS = new ConcurrentHashMap<>();

    private final List<byte[]> rest;
    volatile long used = System.nanoTime();
    private final UnaryOperator<List<Document>> view;
    private int at;
    LazyCursor(long id, List<byte[]> rest, UnaryOperator<List<Document>> view) { super(id); this.rest = rest; this.view = view; }
    @Override public synchronized boolean isEmpty() { return at >= rest.size(); }
    void register(CursorRegistry r) { r.add(this); OPEN_CURSORS.put(id, this); }
    @Override public synchronized List<Document> takeDocuments(int n) {
        used = System.nanoTime();
        List<Document> out = new ArrayList<>();
        long bytes = 0;
        while (at < rest.size() && (n <= 0 || out.size() < n) && (out.isEmpty() || bytes + rest.get(at).length < 16_000_000)) {
            byte[] raw = rest.set(at++, null);
            bytes += raw.length;
            out.add(decode(raw));
        }
        return view.apply(out);
    }
}
