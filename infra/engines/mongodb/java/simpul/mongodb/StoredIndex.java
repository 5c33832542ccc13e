package simpul.mongodb;

import static simpul.mongodb.Order.cmp;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;

/** Any other index: unique or not, sparse, partial (the filter is honoured), over arrays too. */
final class StoredIndex extends Index<Object> {
    final boolean unique, sparse;
    final Document filter;
    final MVMap<KeyValue, Object> map;
    final String[] fields;
    private final String[][] paths;
    private final MVMap<String, String> flags;
    private final String flag;
    volatile boolean multikey;
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();

    static Object[] append(Object[] a, Object x) { Object[] r = Arrays.copyOf(a, a.length + 1); r[a.length] = x; return r; }

    static Object norm(Object v) { return new KeyValue(Collections.singletonList(v)).normalized().get(0); }

    StoredIndex(String name, List<IndexKey> keys, boolean sparse, boolean unique, Document filter, MVMap<KeyValue, Object> map, MVMap<String, String> flags, String mapName) {
        super(name, keys, sparse);
        this.sparse = sparse;
        this.unique = unique;
        this.filter = filter;
        this.map = map;
        this.flags = flags;
        this.flag = "multikey/" + mapName;
        this.multikey = flags.containsKey(flag);
        fields = keys.stream().map(IndexKey::getKey).toArray(String[]::new);
        paths = Arrays.stream(fields).map(f -> f.split("\\.")).toArray(String[][]::new);
    }

    Document keyDocument() { Document d = new Document(); for (IndexKey k : getKeys()) d.put(k.getKey(), k.isAscending() ? 1 : -1); return d; }

    @Override protected boolean isSparse() { return true; } // a document need not be in it
    @Override public boolean isUnique() { return unique; }
    @Override public boolean hasSameOptions(Index<?> other) {
        return other instanceof StoredIndex && ((StoredIndex) other).unique == unique && ((StoredIndex) other).sparse == sparse
            && Arrays.equals(((StoredIndex) other).fields, fields) && cmp(((StoredIndex) other).filter, filter) == 0;
    }

    Collection<KeyValue> entries(Document d) {
        if (filter != null && !MATCHER.matches(d, filter)) return List.of();
        boolean any = !sparse;
        for (int i = 0; i < paths.length && !any; i++) any = exists(d, paths[i], 0);
        if (!any) return List.of();
        if (!multikey) for (String[] p : paths) if (overArray(d, p, 0)) { multikey = true; flags.put(flag, "1"); break; }
        if (unique) return getKeyValues(d);
        List<Object[]> rows = List.<Object[]>of(new Object[0]);
        for (String[] p : paths) {
            List<Object> values = new ArrayList<>();
            expand(d, p, 0, values);
            List<Object[]> next = new ArrayList<>(rows.size() * values.size());
            for (Object[] r : rows) for (Object v : values) next.add(append(r, norm(v)));
            rows = next;
        }
        Object id = Missing.ofNullable(d.get("_id"));
        Set<KeyValue> out = new LinkedHashSet<>();
        for (Object[] r : rows) out.add(new KeyValue(append(r, id)));
        return out;
    }

    private static boolean exists(Object cur, String[] p, int i) {
        if (i == p.length) return true;
        if (cur instanceof Document) return ((Document) cur).containsKey(p[i]) && exists(((Document) cur).get(p[i]), p, i + 1);
        if (cur instanceof Collection) for (Object x : (Collection<?>) cur) if (x instanceof Document && exists(x, p, i)) return true;
        return false;
    }

    private static boolean overArray(Object cur, String[] p, int i) {
        if (cur instanceof Collection) return true;
        return i < p.length && cur instanceof Document && overArray(((Document) cur).get(p[i]), p, i + 1);
    }

    private static void expand(Object cur, String[] p, int i, List<Object> out) {
        if (i == p.length) {
            if (cur instanceof Collection) {
                if (((Collection<?>) cur).isEmpty()) out.add(null);
                out.addAll((Collection<?>) cur);
            } else out.add(cur);
        } else if (cur instanceof Document) {
            expand(((Document) cur).get(p[i]), p, i + 1, out);
        } else if (cur instanceof Collection) {
            int before = out.size(), at = 0;
            for (Object x : (Collection<?>) cur) {
                if (x instanceof Document) expand(x, p, i, out); else out.add(null);
                if (p[i].equals(String.valueOf(at++))) expand(x, p, i + 1, out);
            }
            if (out.size() == before) out.add(null);
        } else out.add(null);
    }

    @Override public Object getPosition(Document d) { return null; } // IdIndex knows
    @Override public void checkAdd(Document d, MongoCollection<Object> c) {
        if (unique) for (KeyValue k : entries(d)) if (map.containsKey(k)) throw new DuplicateKeyError(this, c, getKeys(), k);
    }
    @Override public void add(Document d, Object position, MongoCollection<Object> c) {
        for (KeyValue k : entries(d)) put(k, position, c);
    }
    private void put(KeyValue k, Object position, MongoCollection<Object> c) {
        if (!unique) map.put(k, Boolean.TRUE);
        else if (map.putIfAbsent(k, Missing.ofNullable(position)) != null) throw new DuplicateKeyError(this, c, getKeys(), k);
    }
    @Override public Object remove(Document d) {
        for (KeyValue k : entries(d)) map.remove(k);
        return null;
    }
    @Override public void checkUpdate(Document a, Document b, MongoCollection<Object> c) {
        if (!unique) return;
        Object id = Missing.ofNullable(a.get("_id"));
        for (KeyValue k : entries(b)) {
            Object p = map.get(k);
            if (p != null && cmp(p, id) != 0) throw new DuplicateKeyError(this, c, getKeys(), k);
        }
    }
    @Override public void updateInPlace(Document a, Document b, Object position, MongoCollection<Object> c) {
        Collection<KeyValue> was = entries(a), now = entries(b);
        if (was.equals(now)) return;
        for (KeyValue k : was) if (!now.contains(k)) map.remove(k);
        for (KeyValue k : now) if (!was.contains(k)) put(k, position, c);
    }
    @Override public boolean canHandle(Document q) { return false; } // StoredCollection plans
    @Override public Iterable<Object> getPositions(Document q) { throw new UnsupportedOperationException(); }
    @Override public long getCount() { return map.sizeAsLong(); }
    @Override public long getDataSize() { return 0; }
    @Override public void drop() {}
}
