package simpul.mongodb;

import static simpul.mongodb.Order.order;
import static simpul.mongodb.Order.TOP;
import static simpul.mongodb.StoredIndex.append;
import static simpul.mongodb.StoredIndex.norm;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * Walks over the rows that a plan says may match; the caller still matches each one.
 * Guarantees: a document reached by several keys of a multikey index comes once.
 * Does not: sort.
 */
final class Scan {
    private Scan() {}

    interface Next<T> { T get(); }
    static <T> Iterator<T> iterator(Next<T> next) {
        return new Iterator<T>() {
            private T ahead; private boolean done;
            public boolean hasNext() { if (ahead == null && !done) { ahead = next.get(); done = ahead == null; } return ahead != null; }
            public T next() { if (!hasNext()) throw new NoSuchElementException(); T r = ahead; ahead = null; return r; }
        };
    }
    static <T> Stream<T> pull(Next<T> next) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(next), Spliterator.ORDERED), false);
    }

    static byte[] valueOf(Cursor<Object, byte[]> c) { c.next(); return c.getValue(); }

    static Iterator<byte[]> rows(MVMap<Object, byte[]> data, Document q, Plan p) {
        if (!p.byId && p.idx == null) { Cursor<Object, byte[]> c = data.cursor(null); return iterator(() -> c.hasNext() ? valueOf(c) : null); }
        Map<String, Condition> cond = new HashMap<>();
        Plan.conditions(q, cond);
        if (p.byId) {
            Condition id = cond.get("_id");
            if (p.eq == 1) {
                Collection<Object> ids = id.hasEq ? Collections.singletonList(id.eq) : new TreeSet<>(Order::cmp);
                if (!id.hasEq) ids.addAll(id.in);
                Iterator<Object> it = ids.iterator();
                return iterator(() -> { while (it.hasNext()) { byte[] raw = data.get(Missing.ofNullable(it.next())); if (raw != null) return raw; } return null; });
            }
            Object lo = p.range == null ? null : p.range.hasLo ? p.range.lo : new Bound(order(p.range.hi), false);
            Object hi = p.range == null ? null : p.range.hasHi ? p.range.hi : new Bound(order(p.range.lo), true);
            Cursor<Object, byte[]> c = p.reverse ? data.cursor(hi, lo, true) : data.cursor(lo, hi, false);
            return iterator(() -> c.hasNext() ? valueOf(c) : null);
        }
        StoredIndex i = p.idx;
        List<Object[]> prefixes = new ArrayList<>(List.<Object[]>of(new Object[0]));
        for (int k = 0; k < p.eq; k++) {
            Condition c = cond.get(i.fields[k]);
            Collection<Object> values = c.hasEq ? Collections.singletonList(c.eq) : new TreeSet<>(Order::cmp);
            if (!c.hasEq) values.addAll(c.in);
            List<Object[]> next = new ArrayList<>();
            for (Object[] a : prefixes) for (Object v : values) next.add(append(a, norm(v)));
            prefixes = next;
        }
        boolean dedupe = i.multikey;
        Set<Object> seen = dedupe ? new HashSet<>() : null;
        Iterator<Object[]> pre = prefixes.iterator();
        return iterator(new Next<byte[]>() {
            private Cursor<KeyValue, Object> c;
            public byte[] get() {
                for (;;) {
                    while (c == null || !c.hasNext()) {
                        if (!pre.hasNext()) return null;
                        Object[] a = pre.next(), lo, hi;
                        Condition r = p.range;
                        if (r == null) { lo = a; hi = append(a, TOP); } // a shorter key sorts before all that it begins
                        else {
                            boolean both = r.hasLo && r.hasHi && !i.multikey;
                            lo = append(a, r.hasLo ? norm(r.lo) : new Bound(order(r.hi), false));
                            hi = r.hasHi && (both || !r.hasLo) ? append(append(a, norm(r.hi)), TOP) : append(a, new Bound(order(r.lo), true));
                        }
                        KeyValue from = lo.length == 0 ? null : new KeyValue(lo), to = new KeyValue(hi);
                        c = p.reverse ? i.map.cursor(to, from, true) : i.map.cursor(from, to, false);
                    }
                    KeyValue k = c.next();
                    Object pos = i.unique ? c.getValue() : k.get(k.size() - 1);
                    if (seen != null && !seen.add(pos)) continue;
                    byte[] raw = data.get(pos);
                    if (raw != null) return raw;
                }
            }
        });
    }
}
