package simpul.mongodb;

import static simpul.mongodb.Order.cmp;
import static simpul.mongodb.Errors.error;
import static simpul.mongodb.Backend.DATA;
import static simpul.mongodb.Backend.INDEX;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.FailedToOptimizePipelineError;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.TypeMismatchException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/**
 * One database: opens collections and indexes, and mends the library's commands where they differ from MongoDB's.
 * Guarantees: what is not supported (transactions, collation, update pipelines, change streams) is refused with a code.
 * Does not: answer reads and writes itself; StoredCollection does.
 */
final class Database extends AbstractSynchronizedMongoDatabase<Object> {
    private final Backend backend;
    private final Store store;
    private final boolean opened;
    private final Map<String, Document> creating = new ConcurrentHashMap<>();

    Database(String name, Backend backend) {
        super(name, backend.cursors());
        this.backend = backend;
        this.store = backend.store;
        initializeNamespacesAndIndexes();
        opened = true;
    }

    @Override protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        return new StoredCollection(this, name, options, store.openData(DATA + databaseName + "." + name), cursorRegistry);
    }

    @Override protected Index<Object> openOrCreateUniqueIndex(String coll, String index, List<IndexKey> keys, boolean sparse) {
        if (keys.size() == 1 && keys.get(0).getKey().equals("_id"))
            return new IdIndex(index, keys, store.openData(DATA + databaseName + "." + coll));
        return openIdx(coll, index, keys, sparse, true);
    }

    @Override protected Index<Object> openOrCreateSecondaryIndex(String coll, String index, List<IndexKey> keys, boolean sparse) {
        return openIdx(coll, index, keys, sparse, false);
    }

    private String indexMap(String coll, String index) { return INDEX + databaseName + "." + coll + "/" + index; }

    private StoredIndex openIdx(String coll, String index, List<IndexKey> keys, boolean sparse, boolean unique) {
        String ns = getFullCollectionNamespace(coll);
        Document d = creating.get(ns + "/" + index);
        if (d == null && indexes.get() != null)
            d = ((StoredCollection) indexes.get()).first(new Document("ns", ns).append("name", index));
        Document filter = d == null ? null : (Document) d.get("partialFilterExpression");
        String mapName = indexMap(coll, index);
        MVMap<KeyValue, Object> map = store.openIndex(mapName);
        if (opened && !map.isEmpty()) { // leftover of a build that failed
            StoredCollection c = (StoredCollection) resolveCollection(coll, false);
            if (c == null || c.idx.stream().noneMatch(i -> i.getName().equals(index))) map.clear();
        }
        return new StoredIndex(index, keys, sparse, unique, filter, map, store.flags, mapName);
    }

    @Override protected void dropIndex(MongoCollection<Object> c, String index) {
        super.dropIndex(c, index);
        String name = indexMap(c.getCollectionName(), index);
        if (store.mv.hasMap(name)) store.mv.removeMap(name);
        store.flags.remove("multikey/" + name);
    }

    @Override public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        String map = DATA + getFullCollectionNamespace(name);
        if (store.mv.hasMap(map)) store.mv.removeMap(map);
    }

    @Override public void drop(Oplog oplog) {
        super.drop(oplog);
        for (String n : new ArrayList<>(store.mv.getMapNames()))
            if (n.startsWith(DATA + databaseName + ".") || n.startsWith(INDEX + databaseName + ".")) store.mv.removeMap(n);
    }

    @Override public void moveCollection(MongoDatabase from, MongoCollection<?> c, String to) {
        throw error(59, "CommandNotFound", "renameCollection is not supported by this stand-in");
    }

    @Override protected long getStorageSize() { return store.file.size(); }
    @Override protected long getFileSize() { return store.file.size(); }

    @Override public Document handleCommand(Channel channel, String command, Document q, DatabaseResolver resolver, Oplog oplog) {
        refuseUnsupported(q);
        switch (command) {
            case "find":
                q.putIfAbsent("batchSize", 101);
                break;
            case "insert": {
                Document r = super.handleCommand(channel, command, q, resolver, oplog);
                List<?> errors = (List<?>) r.get("writeErrors");
                if (errors != null && !errors.isEmpty()) { // the library counts failed documents too
                    int total = ((List<?>) q.get("documents")).size();
                    Object first = ((Document) errors.get(0)).get("index");
                    r.put("n", Utils.isTrue(q.get("ordered")) ? ((Number) first).intValue() : total - errors.size());
                }
                return r;
            }
            case "update":
                return update(channel, q, resolver, oplog);
            case "createIndexes":
                return createIndexes(channel, q, resolver, oplog);
            case "dropIndexes":
                return dropIndexes(q);
            case "aggregate": {
                Document r = aggregate(q, resolver, oplog);
                if (r != null) return r;
                break;
            }
            default:
        }
        return super.handleCommand(channel, command, q, resolver, oplog);
    }

    private void refuseUnsupported(Document q) {
        if (q.containsKey("startTransaction") || q.containsKey("autocommit"))
            throw error(20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
        refuseCollation(q);
        for (String list : new String[] {"updates", "deletes"})
            if (q.get(list) instanceof List) for (Object o : (List<?>) q.get(list)) if (o instanceof Document) {
                refuseCollation((Document) o);
                if (((Document) o).get("u") instanceof Collection) throw error(238, "NotImplemented", "update pipelines are not supported by this stand-in");
            }
        if (q.get("update") instanceof Collection) throw error(238, "NotImplemented", "update pipelines are not supported by this stand-in");
        if (q.get("pipeline") instanceof List && !((List<?>) q.get("pipeline")).isEmpty() && ((List<?>) q.get("pipeline")).get(0) instanceof Document
            && ((Document) ((List<?>) q.get("pipeline")).get(0)).containsKey("$changeStream"))
            throw error(40573, "Location40573", "The $changeStream stage is only supported on replica sets");
    }

    private static void refuseCollation(Document d) {
        Object c = d.get("collation");
        if (c instanceof Document && !((Document) c).isEmpty() && !"simple".equals(((Document) c).get("locale")))
            throw error(238, "NotImplemented", "collation is not supported by this stand-in");
    }

    /** The library goes on after an error in an ordered bulk; MongoDB stops. */
    private Document update(Channel channel, Document q, DatabaseResolver resolver, Oplog oplog) {
        List<?> updates = (List<?>) q.get("updates");
        boolean ordered = !q.containsKey("ordered") || Utils.isTrue(q.get("ordered"));
        if (updates.size() == 1 || !ordered) return super.handleCommand(channel, "update", q, resolver, oplog);
        int n = 0, modified = 0;
        List<Document> upserted = new ArrayList<>();
        Document out = new Document();
        for (int i = 0; i < updates.size(); i++) {
            Document one = q.clone();
            one.put("updates", List.of(updates.get(i)));
            Document r = super.handleCommand(channel, "update", one, resolver, oplog);
            n += ((Number) r.get("n")).intValue();
            modified += ((Number) r.get("nModified")).intValue();
            if (r.get("upserted") != null) for (Object u : (Collection<?>) r.get("upserted")) { ((Document) u).put("index", i); upserted.add((Document) u); }
            if (r.get("writeErrors") != null) {
                for (Object e : (List<?>) r.get("writeErrors")) ((Document) e).put("index", i);
                out.put("writeErrors", r.get("writeErrors"));
                break;
            }
        }
        out.put("n", n);
        out.put("nModified", modified);
        if (!upserted.isEmpty()) out.put("upserted", upserted);
        Utils.markOkay(out);
        return out;
    }

    private Document createIndexes(Channel channel, Document q, DatabaseResolver resolver, Oplog oplog) {
        String ns = getFullCollectionNamespace((String) q.get("createIndexes"));
        List<String> mine = new ArrayList<>();
        try {
            for (Object o : (Collection<?>) q.get("indexes")) {
                Document d = (Document) o;
                for (Map.Entry<String, Object> k : ((Document) d.get("key")).entrySet()) {
                    if (!(k.getValue() instanceof Number) || k.getKey().contains("$"))
                        throw error(67, "CannotCreateIndex", "index type " + k.getValue() + " on " + k.getKey() + " is not supported by this stand-in");
                }
                refuseCollation(d);
                creating.put(ns + "/" + d.get("name"), d);
                mine.add(ns + "/" + d.get("name"));
            }
            return super.handleCommand(channel, "createIndexes", q, resolver, oplog);
        } finally {
            mine.forEach(creating::remove);
        }
    }

    /** The library drops the descriptions of equally named indexes of all collections. */
    private synchronized Document dropIndexes(Document q) {
        StoredCollection c = (StoredCollection) resolveCollection((String) q.get("dropIndexes"), false);
        if (c == null) throw error(26, "NamespaceNotFound", "ns not found");
        Object which = q.get("index");
        List<StoredIndex> drop = new ArrayList<>();
        for (StoredIndex i : c.idx) {
            if ("*".equals(which) || i.getName().equals(which) || which instanceof Collection && ((Collection<?>) which).contains(i.getName())
                || which instanceof Document && cmp(which, i.keyDocument()) == 0) drop.add(i);
        }
        if (drop.isEmpty() && !"*".equals(which)) throw new IndexNotFoundException("index not found with name [" + which + "]");
        for (StoredIndex i : drop) {
            dropIndex(c, i.getName());
            indexes.get().deleteDocuments(new Document("ns", c.getFullName()).append("name", i.getName()), 0);
        }
        Document r = new Document("nIndexesWas", c.idx.size() + drop.size() + 1);
        Utils.markOkay(r);
        return r;
    }

    /** As the library's, but a leading $match (and $sort + $limit) is served by an index, and nothing is loaded whole. */
    private Document aggregate(Document q, DatabaseResolver resolver, Oplog oplog) {
        if (!(q.get("aggregate") instanceof String)) return null;
        StoredCollection c = (StoredCollection) resolveCollection((String) q.get("aggregate"), false);
        List<Document> stages = Aggregation.parse(q.get("pipeline"));
        if (c == null || !stages.isEmpty() && stages.get(0).containsKey("$changeStream")) return null;
        Aggregation a = Aggregation.fromPipeline(stages, resolver, this, c, oplog);
        a.validate(new Document("cursor", q.containsKey("cursor") ? new Document() : null));
        Document match = new Document(), sort = null;
        int i = 0, limit = 0;
        if (i < stages.size() && stages.get(i).get("$match") instanceof Document) match = (Document) stages.get(i++).get("$match");
        if (i + 1 < stages.size() && stages.get(i).get("$sort") instanceof Document) {
            Document s = (Document) stages.get(i++).get("$sort");
            int skip = stages.get(i).get("$skip") instanceof Number ? ((Number) stages.get(i++).get("$skip")).intValue() : 0;
            if (i < stages.size() && stages.get(i).get("$limit") instanceof Number && s.values().stream().allMatch(v -> v instanceof Number)) {
                sort = s;
                limit = skip + ((Number) stages.get(i).get("$limit")).intValue();
            }
        }
        List<Document> out;
        try {
            Stream<Document> in = sort != null ? c.rows(match, sort, 0, limit, 0).stream().map(Codec::decode) : c.stream(match);
            out = a.runStages(in);
        } catch (TypeMismatchException | FailedToOptimizePipelineError e) {
            throw e;
        } catch (MongoServerError e) {
            if (e.hasCode(ErrorCode._15998, ErrorCode._40353) || e.getClass().getName().contains("$InvalidProject")) throw e;
            throw new MongoServerError(e.getCode(), e.getCodeName(), "PlanExecutor error during aggregation :: caused by :: " + e.getMessageWithoutErrorCode(), e);
        }
        Object batch = q.get("cursor") instanceof Document ? ((Document) q.get("cursor")).get("batchSize") : null;
        int size = batch instanceof Number ? ((Number) batch).intValue() : 101;
        long cursorId = 0;
        if (out.size() > size) {
            List<byte[]> rest = out.subList(size, out.size()).stream().map(Codec::encode).collect(Collectors.toList());
            LazyCursor lc = new LazyCursor(cursorRegistry.generateCursorId(), rest, UnaryOperator.identity());
            lc.register(cursorRegistry);
            cursorId = lc.getId();
            out = out.subList(0, size);
        }
        Document r = new Document("cursor", new Document("id", cursorId).append("ns", c.getFullName()).append("firstBatch", out));
        Utils.markOkay(r);
        return r;
    }
}
