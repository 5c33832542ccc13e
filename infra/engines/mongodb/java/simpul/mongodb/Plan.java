package simpul.mongodb;

import static simpul.mongodb.Order.order;
import static simpul.mongodb.Order.cmp;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which index serves a query, which range of it, and whether it comes sorted.
 * Guarantees: a partial or sparse index is used only where it must hold every match.
 * Does not: weigh by statistics; more equal fields win, then a range, then the sort.
 */
final class Plan {
    StoredIndex idx;            // null and byId false: scan
    boolean byId, sorted, reverse;
    int eq, score = -1;
    Condition range;

    static boolean plain(Object v) {
        if (v instanceof Document) return !BsonRegularExpression.isRegularExpression(v) && ((Document) v).keySet().stream().noneMatch(k -> k.startsWith("$"));
        return !(v instanceof Collection) && !(v instanceof BsonRegularExpression) && order(v) < 13;
    }

    static void conditions(Document q, Map<String, Condition> out) {
        for (Map.Entry<String, Object> e : q.entrySet()) {
            String f = e.getKey();
            Object v = e.getValue();
            if (f.equals("$and") && v instanceof Collection) { for (Object x : (Collection<?>) v) if (x instanceof Document) conditions((Document) x, out); continue; }
            if (f.startsWith("$")) continue;
            Condition c = out.computeIfAbsent(f, k -> new Condition());
            if (plain(v)) { if (!c.hasEq) { c.hasEq = true; c.eq = v; } continue; }
            if (!(v instanceof Document) || BsonRegularExpression.isRegularExpression(v)) continue;
            for (Map.Entry<String, Object> op : ((Document) v).entrySet()) {
                Object x = op.getValue();
                switch (op.getKey()) {
                    case "$eq": if (plain(x) && !c.hasEq) { c.hasEq = true; c.eq = x; } break;
                    case "$in": if (c.in == null && x instanceof Collection && ((Collection<?>) x).stream().allMatch(Plan::plain)) c.in = new ArrayList<>((Collection<?>) x); break;
                    case "$gt": case "$gte": if (plain(x) && x != null && !c.hasLo) { c.hasLo = true; c.lo = x; } break;
                    case "$lt": case "$lte": if (plain(x) && x != null && !c.hasHi) { c.hasHi = true; c.hi = x; } break;
                    default:
                }
            }
        }
    }

    static Plan of(String idField, List<StoredIndex> idx, Document q, Document sort, int limit) {
        Plan best = new Plan();
        if (!"_id".equals(idField)) return best;
        Map<String, Condition> cond = new HashMap<>();
        conditions(q, cond);
        Condition id = cond.get("_id");
        if (id != null && (id.hasEq || id.in != null) || sort == null && cond.isEmpty()) { // nothing beats it
            if (id != null) { best.byId = true; best.eq = 1; best.score = 2000; }
            else best.byId = true;
            return best;
        }
        consider(best, null, new String[] {"_id"}, cond, sort, limit);
        for (StoredIndex i : idx) {
            if (i.filter != null && !implied(i.filter, cond)) continue;
            consider(best, i, i.fields, cond, sort, limit);
        }
        return best;
    }

    /** Whether the query can only match documents of a partial index: its filter stands in the query. */
    private static boolean implied(Document filter, Map<String, Condition> cond) {
        for (Map.Entry<String, Object> f : filter.entrySet()) {
            Condition c = cond.get(f.getKey());
            if (c == null) return false;
            Object v = f.getValue();
            if (plain(v)) { if (!c.hasEq || cmp(c.eq, v) != 0) return false; continue; }
            if (!(v instanceof Document) || ((Document) v).size() != 1) return false;
            Map.Entry<String, Object> op = ((Document) v).entrySet().iterator().next();
            if (op.getKey().equals("$eq")) { if (!c.hasEq || cmp(c.eq, op.getValue()) != 0) return false; }
            else if (op.getKey().equals("$exists") && Utils.isTrue(op.getValue())) { if (!(c.hasEq && order(c.eq) != 1 || c.hasLo || c.hasHi)) return false; }
            else if (op.getKey().equals("$in") && op.getValue() instanceof Collection) {
                if (!c.hasEq || ((Collection<?>) op.getValue()).stream().noneMatch(x -> plain(x) && cmp(x, c.eq) == 0)) return false;
            } else return false;
        }
        return true;
    }

    private static void consider(Plan best, StoredIndex i, String[] fields, Map<String, Condition> cond, Document sort, int limit) {
        int n = 0, single = 0;
        while (n < fields.length) {
            Condition c = cond.get(fields[n]);
            if (c == null || !(c.hasEq || c.in != null)) break;
            // a missing field may have no entry in a sparse index, nor an empty array in a unique one
            if (i != null && (i.sparse || i.unique) && (c.hasEq ? order(c.eq) == 1 : c.in.stream().anyMatch(x -> order(x) == 1))) break;
            if (c.hasEq) single++;
            n++;
        }
        Condition range = n < fields.length ? cond.get(fields[n]) : null;
        if (range != null && !range.hasLo && !range.hasHi) range = null;
        boolean sorted = false, reverse = false;
        if (sort != null && (i == null || !i.multikey && !i.sparse) && single == n) {
            int j = n, d = 0;
            sorted = true;
            for (Map.Entry<String, Object> s : sort.entrySet()) {
                Condition c = cond.get(s.getKey());
                if (c != null && c.hasEq && n > 0 && Arrays.asList(fields).subList(0, n).contains(s.getKey())) continue;
                String key = j < fields.length ? fields[j] : i != null && !i.unique && j == fields.length ? "_id" : null;
                int sign = s.getValue() instanceof Number && ((Number) s.getValue()).intValue() < 0 ? -1 : 1;
                if (!s.getKey().equals(key) || d != 0 && sign != d) { sorted = false; break; }
                d = sign;
                j++;
            }
            reverse = sorted && d < 0;
        }
        if (n == 0 && range == null && !(sorted && (limit > 0 || i == null))) return;
        int score = i != null && i.unique && n == fields.length ? 1000 : n * 10 + (range != null ? 5 : 0) + (sorted ? limit > 0 ? 6 : 1 : 0);
        if (score > best.score) {
            best.idx = i; best.byId = i == null; best.eq = n; best.range = range; best.sorted = sorted; best.reverse = reverse; best.score = score;
        }
    }
}
