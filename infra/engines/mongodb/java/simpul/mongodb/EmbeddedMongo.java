package simpul.mongodb;

import de.bwaldvogel.mongo.MongoVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Embedded MongoDB stand-in: the commands of mongo-java-server over our own storage on H2's MVStore.
 *
 *   java -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -cp 'jars/*:classes' simpul.mongodb.EmbeddedMongo --port P --data DIR
 *     [--host 127.0.0.1] [--commit group|each|none] [--fsync] [--reads committed|local]
 *     [--cache MB] [--fill PERCENT] [--workers N] [--close-compact MS] [--gather US] [--stall US] [--stats]
 *
 * Prints "READY <port>" when usable. SIGTERM: commits, compacts, closes. An acknowledged write survives kill -9
 * (the write is in the kernel's page cache); with --fsync it also survives loss of power.
 * What it is not: docs/adr/0001-stand-in-database.md.
 */
public class EmbeddedMongo {
    static int port, cacheMb, fill, workers, closeCompactMs, gatherUs, stallUs;
    static String host, commitMode;
    static boolean fsync, committedReads, stats;
    static Path dir;

    public static void main(String[] args) throws Exception {
        Map<String, String> o = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) throw new IllegalArgumentException("unexpected argument " + args[i]);
            o.put(args[i].substring(2), i + 1 < args.length && !args[i + 1].startsWith("--") ? args[++i] : "true");
        }
        port = Integer.parseInt(o.getOrDefault("port", "0"));
        host = o.getOrDefault("host", "127.0.0.1");
        dir = Path.of(Objects.requireNonNull(o.get("data"), "--data DIR is needed"));
        commitMode = o.getOrDefault("commit", "group");
        if (!Set.of("group", "each", "none").contains(commitMode)) throw new IllegalArgumentException("--commit " + commitMode);
        fsync = o.containsKey("fsync");
        committedReads = !o.getOrDefault("reads", "committed").equals("local");
        cacheMb = Integer.parseInt(o.getOrDefault("cache", "48"));
        fill = Integer.parseInt(o.getOrDefault("fill", "30"));
        workers = Integer.parseInt(o.getOrDefault("workers", "16"));
        closeCompactMs = Integer.parseInt(o.getOrDefault("close-compact", "2000"));
        stats = o.containsKey("stats");
        gatherUs = Integer.parseInt(o.getOrDefault("gather", "500"));
        stallUs = Integer.parseInt(o.getOrDefault("stall", "60"));
        Files.createDirectories(dir);

        Store store = new Store(dir.resolve("mongo.mv"));
        Backend backend = new Backend(store);
        backend.version(new MongoVersion() {
            public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
            public int getWireVersion() { return 9; }
        });
        store.start();
        Server server = new Server(backend, store);
        int bound = server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            store.close();
        }, "shutdown"));
        System.out.println("READY " + bound);
        System.out.flush();
    }

    static void fail(String what, Throwable t) {
        System.err.println("FATAL " + what + ": " + t);
        t.printStackTrace();
        System.err.flush();
        Runtime.getRuntime().halt(70); // never acknowledge what may not be stored
    }
}
