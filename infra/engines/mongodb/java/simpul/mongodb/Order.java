package simpul.mongodb;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * How MongoDB orders values across types.
 * Guarantees: one total order for keys of the data and of every index, equal to the order of sorts.
 * Does not: know collations.
 */
final class Order {
    private Order() {}

    static final Bound TOP = new Bound(100, true), BOTTOM = new Bound(-1, false);

    static int order(Object v) {
        if (v instanceof String) return 3;
        if (v instanceof ObjectId) return 9;
        if (v == null || v instanceof Missing) return 1;
        if (v instanceof Number) return 2;
        if (v instanceof Bound) return ((Bound) v).order();
        if (v instanceof Document) return 4;
        if (v instanceof Collection) return 5;
        if (v instanceof BinData) return 6;
        if (v instanceof LegacyUUID) return 7;
        if (v instanceof UUID) return 8;
        if (v instanceof Boolean) return 10;
        if (v instanceof Instant) return 11;
        if (v instanceof BsonTimestamp) return 12;
        if (v instanceof BsonRegularExpression) return 13;
        if (v instanceof MinKey) return 0;
        if (v instanceof MaxKey) return 14;
        if (v instanceof KeyValue) return 50;
        return 15;
    }

    /** MongoDB's order over types and values (numbers compare by value, whatever their type). */
    static int cmp(Object a, Object b) {
        if (a == b) return 0;
        int o = order(a), p = order(b);
        if (o != p) return Integer.compare(o, p);
        if (a instanceof Bound || b instanceof Bound) {
            int x = a instanceof Bound ? (((Bound) a).high() ? 1 : -1) : 0;
            int y = b instanceof Bound ? (((Bound) b).high() ? 1 : -1) : 0;
            return Integer.compare(x, y);
        }
        switch (o) {
            case 0: case 1: case 14: return 0;
            case 2: return cmpNumbers((Number) a, (Number) b);
            case 3: return ((String) a).compareTo((String) b);
            case 4: {
                Iterator<Map.Entry<String, Object>> i = ((Document) a).entrySet().iterator(), j = ((Document) b).entrySet().iterator();
                while (i.hasNext() && j.hasNext()) {
                    Map.Entry<String, Object> x = i.next(), y = j.next();
                    int c = Integer.compare(order(x.getValue()), order(y.getValue()));
                    if (c == 0) c = x.getKey().compareTo(y.getKey());
                    if (c == 0) c = cmp(x.getValue(), y.getValue());
                    if (c != 0) return c;
                }
                return Boolean.compare(i.hasNext(), j.hasNext());
            }
            case 5: return cmpAll((Collection<?>) a, (Collection<?>) b);
            case 6: {
                byte[] x = ((BinData) a).getData(), y = ((BinData) b).getData();
                return x.length != y.length ? Integer.compare(x.length, y.length) : Arrays.compareUnsigned(x, y);
            }
            case 7: return ((LegacyUUID) a).compareTo((LegacyUUID) b);
            case 8: return a.toString().compareTo(b.toString());
            case 9: return ((ObjectId) a).compareTo((ObjectId) b);
            case 10: return Boolean.compare((Boolean) a, (Boolean) b);
            case 11: return ((Instant) a).compareTo((Instant) b);
            case 12: return ((BsonTimestamp) a).compareTo((BsonTimestamp) b);
            case 50: {
                KeyValue x = (KeyValue) a, y = (KeyValue) b;
                int n = Math.min(x.size(), y.size());
                for (int i = 0; i < n; i++) {
                    int c = cmp(x.get(i), y.get(i));
                    if (c != 0) return c;
                }
                return Integer.compare(x.size(), y.size());
            }
            default: return a.toString().compareTo(b.toString());
        }
    }

    private static int cmpAll(Collection<?> a, Collection<?> b) {
        Iterator<?> i = a.iterator(), j = b.iterator();
        while (i.hasNext() && j.hasNext()) {
            int c = cmp(i.next(), j.next());
            if (c != 0) return c;
        }
        return Boolean.compare(i.hasNext(), j.hasNext());
    }

    private static int cmpNumbers(Number a, Number b) {
        boolean ai = a instanceof Integer || a instanceof Long, bi = b instanceof Integer || b instanceof Long;
        if (ai && bi) return Long.compare(a.longValue(), b.longValue());
        double x = a.doubleValue(), y = b.doubleValue();
        if (x != y || Double.isInfinite(x)) return Double.compare(x + 0.0, y + 0.0);
        if (Double.isNaN(x) || Double.isNaN(y)) return Double.compare(x, y);
        if (!ai && !bi && !(a instanceof Decimal128) && !(b instanceof Decimal128)) return 0;
        return big(a).compareTo(big(b)); // same double: decide exactly
    }

    private static BigDecimal big(Number n) {
        if (n instanceof Decimal128) { try { return ((Decimal128) n).toBigDecimal(); } catch (RuntimeException e) { return BigDecimal.ZERO; } }
        return n instanceof Double ? new BigDecimal((Double) n) : BigDecimal.valueOf(n.longValue());
    }
}
