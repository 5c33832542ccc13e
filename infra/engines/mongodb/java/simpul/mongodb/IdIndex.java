package simpul.mongodb;

import static simpul.mongodb.Order.cmp;
import static simpul.mongodb.Codec.encode;
import static simpul.mongodb.Errors.checkSize;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collections;
import java.util.List;
import org.h2.mvstore.MVMap;

/** _id: the data map itself. */
final class IdIndex extends Index<Object> {
    private final MVMap<Object, byte[]> data;
    IdIndex(String name, List<IndexKey> keys, MVMap<Object, byte[]> data) { super(name, keys, false); this.data = data; }
    @Override public boolean isUnique() { return true; }
    @Override public Object getPosition(Document d) {
        Object id = Missing.ofNullable(d.get("_id")), k = data.ceilingKey(id);
        return k != null && cmp(k, id) == 0 ? k : null;
    }
    @Override public void checkAdd(Document d, MongoCollection<Object> c) {
        if (data.containsKey(Missing.ofNullable(d.get("_id")))) throw new DuplicateKeyError(this, c, getKeys(), new KeyValue(Collections.singletonList(d.get("_id"))));
    }
    @Override public void add(Document d, Object position, MongoCollection<Object> c) {}
    @Override public Object remove(Document d) { return getPosition(d); }
    @Override public void checkUpdate(Document a, Document b, MongoCollection<Object> c) {
        byte[] raw = data.get(Missing.ofNullable(a.get("_id")));
        if (raw != null && raw.length > 4_000_000) checkSize(encode(b));
    }
    @Override public void updateInPlace(Document a, Document b, Object p, MongoCollection<Object> c) {}
    @Override public boolean canHandle(Document q) { return false; }
    @Override public Iterable<Object> getPositions(Document q) { throw new UnsupportedOperationException(); }
    @Override public long getCount() { return data.sizeAsLong(); }
    @Override public long getDataSize() { return 0; }
    @Override public void drop() {}
}
