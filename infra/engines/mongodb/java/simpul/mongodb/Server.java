package simpul.mongodb;

import static simpul.mongodb.Backend.DATA;
import static simpul.mongodb.LazyCursor.OPEN_CURSORS;
import static simpul.mongodb.EmbeddedMongo.port;
import static simpul.mongodb.EmbeddedMongo.workers;
import static simpul.mongodb.EmbeddedMongo.host;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/** Listens on loopback, and every 30 s removes expired documents and forgotten cursors. */
final class Server {
    private final Backend backend;
    private final Store store;
    private final EventLoopGroup boss = new NioEventLoopGroup(1), loops = new NioEventLoopGroup(workers);
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private Channel listening;

    Server(Backend backend, Store store) { this.backend = backend; this.store = store; }

    int start() {
        listening = new ServerBootstrap().group(boss, loops).channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 256).childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ChannelInitializer<SocketChannel>() {
                @Override protected void initChannel(SocketChannel ch) {
                    ch.pipeline().addLast(new MongoWireReplyEncoder(), new MongoWireMessageEncoder(), new MongoWireProtocolHandler(),
                        new Handler(backend, store, channels), new MongoExceptionHandler());
                }
            }).bind(new InetSocketAddress(host, port)).syncUninterruptibly().channel();
        Thread ttl = new Thread(this::expire, "ttl");
        ttl.setDaemon(true);
        ttl.start();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    void stop() { listening.close().syncUninterruptibly(); }

    private void expire() {
        for (;;) {
            try {
                Thread.sleep(30_000);
                for (LazyCursor c : OPEN_CURSORS.values()) // read to the end, or forgotten for 10 minutes
                    if (c.isEmpty() || System.nanoTime() - c.used > 600_000_000_000L) { OPEN_CURSORS.remove(c.getId()); backend.closeCursors(List.of(c.getId())); }
                for (String n : backend.store.mv.getMapNames()) {
                    if (!n.startsWith(DATA)) continue;
                    Database db = (Database) backend.resolveDatabase(n.substring(DATA.length()).split("\\.", 2)[0]);
                    if (!n.endsWith(".system.indexes")) continue;
                    for (Document d : db.resolveCollection("system.indexes", true).queryAll()) {
                        if (!(d.get("expireAfterSeconds") instanceof Number)) continue;
                        StoredCollection c = (StoredCollection) db.resolveCollection(((String) d.get("ns")).substring(db.getDatabaseName().length() + 1), false);
                        String field = ((Document) d.get("key")).keySet().iterator().next();
                        Instant before = Instant.now().minusSeconds(((Number) d.get("expireAfterSeconds")).longValue());
                        if (c == null) continue;
                        store.lock.readLock().lock();
                        try { store.applied.incrementAndGet(); c.deleteDocuments(new Document(field, new Document("$lt", before)), 0); }
                        finally { store.lock.readLock().unlock(); }
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                System.err.println("ttl: " + e);
            }
        }
    }
}
