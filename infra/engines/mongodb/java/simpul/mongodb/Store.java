package simpul.mongodb;

import static simpul.mongodb.EmbeddedMongo.fail;
import static simpul.mongodb.EmbeddedMongo.cacheMb;
import static simpul.mongodb.EmbeddedMongo.fill;
import static simpul.mongodb.EmbeddedMongo.closeCompactMs;
import static simpul.mongodb.EmbeddedMongo.gatherUs;
import static simpul.mongodb.EmbeddedMongo.stallUs;
import static simpul.mongodb.EmbeddedMongo.commitMode;
import static simpul.mongodb.EmbeddedMongo.fsync;
import static simpul.mongodb.EmbeddedMongo.stats;

import de.bwaldvogel.mongo.backend.KeyValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/**
 * The one file of the stand-in: maps of MVStore, group commit, and the housekeeping that keeps the file small.
 * Guarantees: a commit never holds half a command; an answer is sent after the commit that covers it (and its fsync).
 * Does not: survive a failed write; then the process halts with exit code 70 and acknowledges nothing more.
 */
final class Store {
    final MVStore mv;
    final FileStore<?> file;
    final MVMap<String, String> flags;
    /** shared: a write command applies; exclusive: a commit takes its snapshot, so never half a command. */
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    final AtomicLong applied = new AtomicLong();   // write commands begun
    volatile long committed;                       // write commands covered by the last commit
    private final Object queueLock = new Object();
    private List<Reply> queue = new ArrayList<>();
    private volatile boolean parked, closing;
    private Thread committer;
    long commits, replies, keeps, moves, commitNs;

    Store(Path path) {
        mv = new MVStore.Builder()
            .fileName(path.toString())
            .autoCommitDisabled()        // no background thread, no executors: commit() writes in the caller
            .autoCommitBufferSize(0)     // and never commits by itself in the middle of a command
            .autoCompactFillRate(90)     // for the compaction at close
            .cacheSize(cacheMb)
            .keysPerPage(64)
            .open();
        mv.setRetentionTime(0);          // reuse a dead chunk at once (readers register the version they use)
        mv.setVersionsToKeep(0);
        mv.setReuseSpace(true);
        file = mv.getFileStore();
        if (mv.getStoreVersion() == 0 && mv.getMapNames().isEmpty()) mv.setStoreVersion(FORMAT);
        if (mv.getStoreVersion() != FORMAT) throw new IllegalStateException("data folder has another format: " + mv.getStoreVersion());
        flags = mv.openMap("em.flags");
    }

    static final int FORMAT = 1001;

    MVMap<Object, byte[]> openData(String name) {
        return mv.openMap(name, new MVMap.Builder<Object, byte[]>().keyType(KeyType.IT).valueType(BytesType.IT));
    }

    MVMap<KeyValue, Object> openIndex(String name) {
        MVMap<Object, Object> m = mv.openMap(name, new MVMap.Builder<Object, Object>().keyType(KeyType.IT).valueType(KeyType.IT));
        @SuppressWarnings({"unchecked", "rawtypes"}) MVMap<KeyValue, Object> r = (MVMap) m;
        return r;
    }

    void start() {
        commitNow();
        committer = new Thread(this::loop, "committer");
        committer.setDaemon(true);
        committer.start();
    }

    void enqueue(Reply r) {
        synchronized (queueLock) { queue.add(r); }
        if (parked) LockSupport.unpark(committer);
    }

    boolean dirty() { return applied.get() != committed; }

    /** Commits all that is applied; returns after the data is in the file. */
    void commitNow() {
        long t = System.nanoTime();
        lock.writeLock().lock();
        try {
            long a = applied.get();
            mv.commit();
            if (!fsync) committed = a;
            else { pendingSync = a; }
        } finally {
            lock.writeLock().unlock();
        }
        if (fsync) {
            mv.sync();                   // outside the lock: the next batch applies meanwhile
            committed = Math.max(committed, pendingSync);
        }
        commits++;
        commitNs += System.nanoTime() - t;
    }
    private long pendingSync;

    synchronized void commitEach() { commitNow(); }

    private void loop() {
        List<Reply> batch = new ArrayList<>();
        long nextKeep = 0, lastWork = System.nanoTime(), lastStats = lastWork;
        try {
            double usual = 1; // replies per commit, lately
            while (!closing) {
                if (usual > 1.2) gather();
                synchronized (queueLock) { List<Reply> q = queue; queue = batch; batch = q; }
                boolean work = !batch.isEmpty();
                if (work) usual = usual * 0.9 + batch.size() * 0.1;
                if (work) {
                    commitNow();
                    for (Reply r : batch) r.send();
                    replies += batch.size();
                    batch.clear();
                    lastWork = System.nanoTime();
                }
                long now = System.nanoTime();
                if (now >= nextKeep) {
                    boolean idle = now - lastWork > 500_000_000L;
                    if (dirty()) commitEach0(); // what no reply waits for: expired documents, --commit none
                    boolean more = housekeeping(idle);
                    nextKeep = System.nanoTime() + (commitMode.equals("none") ? 1_000_000_000L : more ? 20_000_000L : 250_000_000L);
                }
                if (stats && now - lastStats > 1_000_000_000L) {
                    lastStats = now;
                    System.out.printf("STATS commits=%d replies=%d us/commit=%d file=%.1fMB chunksFill=%d fileFill=%d keeps=%d moves=%d%n",
                        commits, replies, commitNs / 1000 / Math.max(1, commits), file.size() / 1e6, chunksFill(), file.getFillRate(), keeps, moves);
                }
                if (!work) {
                    parked = true;
                    boolean empty;
                    synchronized (queueLock) { empty = queue.isEmpty(); }
                    if (empty && !closing) LockSupport.parkNanos(100_000_000L);
                    parked = false;
                }
            }
        } catch (Throwable t) {
            if (!closing) fail("commit", t);
        }
    }

    /** With several writers about, waits a moment for more of them, as long as more keep coming. */
    private void gather() {
        long end = System.nanoTime() + gatherUs * 1000L;
        int had = -1;
        for (;;) {
            int n;
            synchronized (queueLock) { n = queue.size(); }
            if (n == 0 || n == had || n >= 256 || System.nanoTime() >= end) return;
            had = n;
            LockSupport.parkNanos(stallUs * 1000L);
        }
    }

    int chunksFill() { return file.getChunksFillRate(); }

    /** Rewrites live pages out of half-dead chunks; when idle also moves chunks to the front and cuts the file. */
    private boolean housekeeping(boolean idle) {
        long size = file.size();
        if (size < (idle ? 8_000_000 : 32_000_000)) return false;
        int target = idle ? Math.max(fill, 80) : fill;
        if (chunksFill() < target) {
            keeps++;
            // small steps while busy, for replies wait; the next commit stores it
            if (mv.compact(target, idle ? 4_000_000 : 500_000)) {
                if (idle) commitEach0();
                return true;
            }
        }
        if (size > 16_000_000 && file.getFillRate() < (idle ? 75 : 25)) {
            moves++;
            lock.writeLock().lock(); // it commits inside: keep half-applied commands out
            try {
                ((RandomAccessStore) (FileStore<?>) file).compactMoveChunks(100, idle ? 16_000_000 : 4_000_000, mv);
            } finally {
                lock.writeLock().unlock();
            }
            return file.size() < size;
        }
        return false;
    }

    private void commitEach0() { if (commitMode.equals("each")) commitEach(); else commitNow(); }

    void close() {
        closing = true;
        LockSupport.unpark(committer);
        try { committer.join(20_000); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
        lock.writeLock().lock(); // never released: no write after this
        mv.commit();
        if (fsync) mv.sync();
        List<Reply> q;
        synchronized (queueLock) { q = queue; queue = new ArrayList<>(); }
        for (Reply r : q) r.send();
        if (closeCompactMs > 0 && file.size() < 1_000_000_000L) {
            long end = System.nanoTime() + closeCompactMs * 1_000_000L;
            while (System.nanoTime() < end && mv.compact(90, 16_000_000)) mv.commit();
            if (file.getFillRate() < 90) ((RandomAccessStore) (FileStore<?>) file).compactMoveChunks(100, 512_000_000, mv);
        }
        mv.close();
    }
}
