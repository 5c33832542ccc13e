package simpul.mongodb;

import static simpul.mongodb.Order.cmp;
import static simpul.mongodb.Codec.encode;
import static simpul.mongodb.Codec.decode;
import static simpul.mongodb.Errors.checkSize;
import static simpul.mongodb.Scan.pull;
import static simpul.mongodb.Scan.valueOf;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * One collection: documents as BSON bytes by _id, and its queries.
 * Guarantees: one writer at a time; a reader walks over immutable pages; an index gives the same rows as a scan.
 * Does not: commit; Handler counts a command as applied and Store commits it whole.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {
    final MVMap<Object, byte[]> data;
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();
    volatile List<StoredIndex> idx = List.of();
    private boolean one; // guarded by this: the running update wants one document only

    StoredCollection(MongoDatabase db, String name, CollectionOptions options, MVMap<Object, byte[]> data, CursorRegistry cursors) {
        super(db, name, options, cursors);
        this.data = data;
    }

    // ---- one writer at a time per collection; readers need no lock (pages are immutable)
    @Override public synchronized void addDocument(Document d) { super.addDocument(d); }
    @Override public synchronized void addDocuments(Stream<Document> d) { super.addDocuments(d); }
    @Override public synchronized Document findAndModify(Document q) { return super.findAndModify(q); }
    @Override public synchronized List<Document> insertDocuments(List<Document> d, boolean ordered) { return super.insertDocuments(d, ordered); }
    @Override public synchronized int deleteDocuments(Document q, int limit, Oplog o) { return super.deleteDocuments(q, limit, o); }
    @Override public synchronized void removeDocument(Document d) { super.removeDocument(d); }
    @Override public synchronized Document updateDocuments(Document q, Document u, ArrayFilters f, boolean multi, boolean upsert, Oplog o) {
        one = !multi;
        try { return super.updateDocuments(q, u, f, multi, upsert, o); } finally { one = false; }
    }
    @Override public synchronized void addIndex(Index<Object> i) { super.addIndex(i); snapshotIndexes(); }
    @Override public synchronized void dropIndex(String name) { super.dropIndex(name); snapshotIndexes(); }
    private void snapshotIndexes() {
        idx = getIndexes().stream().filter(i -> i instanceof StoredIndex).map(i -> (StoredIndex) i).collect(Collectors.toUnmodifiableList());
    }

    // ---- storage
    @Override protected Object addDocumentInternal(Document d) {
        Object key = getIdField() == null ? UUID.randomUUID() : Missing.ofNullable(Utils.getSubdocumentValue(d, getIdField()));
        byte[] raw = encode(d);
        checkSize(raw);
        byte[] old = data.put(key, raw);
        if (old != null) throw new IllegalStateException("key " + key + " already in " + this);
        return key;
    }
    @Override protected void handleUpdate(Object position, Document was, Document now) { data.put(position, encode(now)); }
    @Override protected void removeDocument(Object position) { data.remove(position); }
    @Override protected Document getDocument(Object position) { byte[] raw = data.get(position); return raw == null ? null : decode(raw); }
    @Override public int count() { return data.size(); }
    @Override public boolean isEmpty() { return data.isEmpty(); }
    @Override protected boolean tracksDataSize() { return false; }
    @Override protected void updateDataSize(int delta) {}
    @Override protected int getDataSize() { return 0; }
    @Override protected boolean documentMatchesQuery(Document d, Document q) { return MATCHER.matches(d, q); } // the shared matcher keeps state for "$"
    @Override protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        Cursor<Object, byte[]> c = data.cursor(null);
        return pull(() -> c.hasNext() ? new DocumentWithPosition<>(decode(valueOf(c)), c.getKey()) : null);
    }
    @Override public Stream<Document> queryAllAsStream() { return stream(new Document()); }

    Document first(Document q) { List<byte[]> r = rows(q, null, 0, 1, 0); return r.isEmpty() ? null : decode(r.get(0)); }

    Stream<Document> stream(Document q) {
        Iterator<byte[]> in = Scan.rows(data, q, plan(q, null, 0));
        return pull(() -> {
            while (in.hasNext()) { Document d = decode(in.next()); if (q.isEmpty() || documentMatchesQuery(d, q)) return d; }
            return null;
        });
    }

    // ---- queries
    @Override protected QueryResult matchDocuments(Document q, Document sort, int skip, int limit, int batch, Document fields) {
        return queryDocuments(q, sort, skip, limit, batch, fields);
    }

    @Override protected QueryResult queryDocuments(Document q, Document sort, int skip, int limit, int batch, Document fields) {
        if (one && Thread.holdsLock(this)) limit = 1;
        if (isNaturalDescending(sort)) sort = new Document("_id", -1);
        List<byte[]> raw = rows(q, sort, skip, limit, batch);
        UnaryOperator<List<Document>> view = fields == null || fields.isEmpty() ? UnaryOperator.identity()
            : docs -> matchDocumentsFromStream(q, docs.stream(), 0, 0, 0, null, fields).collectDocuments();
        if (batch <= 0 && (fields == null || fields.isEmpty())) return new QueryResult(() -> raw.stream().map(Codec::decode).iterator());
        if (batch <= 0) return new QueryResult(view.apply(raw.stream().map(Codec::decode).collect(Collectors.toList())));
        LazyCursor c = new LazyCursor(cursorRegistry.generateCursorId(), raw, view);
        List<Document> firstBatch = c.takeDocuments(batch);
        if (c.isEmpty()) return new QueryResult(firstBatch);
        c.register(cursorRegistry);
        return new QueryResult(firstBatch, c);
    }

    /** The matching documents, still encoded, sorted and cut. */
    List<byte[]> rows(Document q, Document sort, int skip, int limit, int batch) {
        if (sort != null && (sort.isEmpty() || sort.containsKey("$natural"))) sort = null;
        Plan p = plan(q, sort, limit);
        Iterator<byte[]> in = Scan.rows(data, q, p);
        List<byte[]> out = new ArrayList<>();
        if (sort == null || p.sorted) {
            int end = limit > 0 ? skip + limit : Integer.MAX_VALUE, n = 0;
            while (n < end && in.hasNext()) {
                byte[] raw = in.next();
                if ((q.isEmpty() || documentMatchesQuery(decode(raw), q)) && n++ >= skip) out.add(raw);
            }
            return out;
        }
        String[] by = sort.keySet().toArray(new String[0]);
        int[] dir = new int[by.length];
        for (int i = 0; i < by.length; i++) dir[i] = sort.get(by[i]) instanceof Number && ((Number) sort.get(by[i])).intValue() < 0 ? -1 : 1;
        record Row(Object[] k, byte[] raw, long seq) {}
        Comparator<Row> order = (a, b) -> {
            for (int i = 0; i < by.length; i++) {
                int c = cmp(a.k[i], b.k[i]) * dir[i];
                if (c != 0) return c;
            }
            return Long.compare(a.seq, b.seq);
        };
        int keep = limit > 0 && skip + limit <= 20_000 ? skip + limit : Integer.MAX_VALUE;
        PriorityQueue<Row> heap = keep < Integer.MAX_VALUE ? new PriorityQueue<>(order.reversed()) : null;
        List<Row> all = new ArrayList<>();
        long seq = 0;
        while (in.hasNext()) {
            byte[] raw = in.next();
            Document d = decode(raw);
            if (!q.isEmpty() && !documentMatchesQuery(d, q)) continue;
            Object[] k = new Object[by.length];
            for (int i = 0; i < by.length; i++) k[i] = sortKey(Utils.getSubdocumentValueCollectionAware(d, by[i]), dir[i]);
            Row r = new Row(k, raw, seq++);
            if (heap == null) all.add(r);
            else if (heap.size() < keep) heap.add(r);
            else if (order.compare(r, heap.peek()) < 0) { heap.poll(); heap.add(r); }
        }
        if (heap != null) all.addAll(heap);
        all.sort(order);
        int to = limit > 0 ? Math.min(all.size(), skip + limit) : all.size();
        for (int i = skip; i < to; i++) out.add(all.get(i).raw);
        return out;
    }

    /** As MongoDB: an array sorts by its least (ascending) or greatest element, an empty one before null. */
    private static Object sortKey(Object v, int dir) {
        if (!(v instanceof Collection)) return v;
        Object best = new Bound(1, false);
        boolean any = false;
        for (Object x : (Collection<?>) v) if (!any || cmp(x, best) * dir < 0) { best = x; any = true; }
        return best;
    }

    @Override public int count(Document q, int skip, int limit) {
        if (q == null || q.isEmpty()) return super.count(q, skip, limit);
        int n = 0, end = limit > 0 ? skip + limit : Integer.MAX_VALUE;
        Iterator<byte[]> in = Scan.rows(data, q, plan(q, null, 0));
        while (n < end && in.hasNext()) if (documentMatchesQuery(decode(in.next()), q)) n++;
        return Math.max(0, n - skip);
    }

    @Override public Document handleDistinct(Document q) {
        String key = (String) q.get("key");
        Set<Object> values = new TreeSet<>(ValueComparator.ascWithoutListHandling());
        Object filter = q.get("query");
        stream(filter instanceof Document ? (Document) filter : new Document()).forEach(d -> {
            Object v = Utils.getSubdocumentValueCollectionAware(d, key);
            if (v instanceof Collection) values.addAll((Collection<?>) v);
            else if (!(v instanceof Missing)) values.add(v);
        });
        Document r = new Document("values", values);
        Utils.markOkay(r);
        return r;
    }

    private Plan plan(Document q, Document sort, int limit) { return Plan.of(getIdField(), idx, q, sort, limit); }
}
