package simpul.mongodb;

import static simpul.mongodb.Commands.READS;
import static simpul.mongodb.Commands.NEUTRAL;
import static simpul.mongodb.Commands.writes;
import static simpul.mongodb.EmbeddedMongo.fail;
import static simpul.mongodb.EmbeddedMongo.commitMode;
import static simpul.mongodb.EmbeddedMongo.committedReads;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;

/**
 * One command in, one answer out.
 * Guarantees: a write's answer waits for the commit that covers it, a read's for the writes it may have seen.
 * Does not: speak the old wire protocol beyond the handshake, for that would go round the commit.
 */
final class Handler extends MongoDatabaseHandler {
    private static final AtomicInteger IDS = new AtomicInteger();
    private final Backend backend;
    private final Store store;

    Handler(Backend backend, Store store, ChannelGroup channels) { super(backend, channels); this.backend = backend; this.store = store; }

    @Override protected void channelRead0(ChannelHandlerContext ctx, ClientRequest request) {
        if (!(request instanceof MongoMessage)) { // old wire protocol: the handshake only, for it would go round the commit
            MongoQuery old = (MongoQuery) request;
            if (old.getCollectionName().equals("$cmd") && NEUTRAL.contains(old.getQuery().keySet().iterator().next().toLowerCase(Locale.ROOT))) super.channelRead0(ctx, request);
            else ctx.close();
            return;
        }
        MongoMessage m = (MongoMessage) request;
        Document q = m.getDocument();
        String command = q.keySet().iterator().next().toLowerCase(Locale.ROOT);
        boolean write = writes(command, q);
        Document answer;
        if (write) {
            store.lock.readLock().lock();
            try {
                store.applied.incrementAndGet();
                answer = run(m);
            } finally {
                store.lock.readLock().unlock();
            }
        } else {
            MVStore.TxCounter version = store.mv.registerVersionUsage(); // keeps the pages a reader walks over
            try {
                answer = run(m);
            } finally {
                store.mv.deregisterVersionUsage(version);
            }
        }
        Reply r = new Reply(ctx.channel(), new MongoMessage(ctx.channel(), new MessageHeader(IDS.incrementAndGet(), m.getHeader().getRequestID()), answer));
        if (write && commitMode.equals("each")) {
            try { store.commitEach(); } catch (Throwable t) { fail("commit", t); }
            r.send();
        } else if (commitMode.equals("group") && (write || committedReads && READS.contains(command) && store.dirty())) {
            store.enqueue(r);
        } else {
            r.send();
        }
    }

    private Document run(MongoMessage m) {
        try {
            return backend.handleMessage(m);
        } catch (MongoServerException e) {
            return failure(e);
        } catch (Throwable e) {
            if (store.mv.isClosed() || store.mv.getPanicException() != null) fail("store", e);
            System.err.println("error in " + m.getDocument().keySet().iterator().next() + ": " + e);
            e.printStackTrace();
            return failure(new MongoServerException("Unknown error: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e));
        }
    }

    private static Document failure(MongoServerException e) {
        Document d = new Document("$err", e.getMessageWithoutErrorCode()).append("errmsg", e.getMessageWithoutErrorCode());
        if (e instanceof MongoServerError) {
            d.put("code", ((MongoServerError) e).getCode());
            d.putIfNotNull("codeName", ((MongoServerError) e).getCodeName());
        }
        d.put("ok", 0);
        return d;
    }
}
