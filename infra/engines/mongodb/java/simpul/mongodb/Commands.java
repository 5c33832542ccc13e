package simpul.mongodb;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Set;

/** Which commands read, which write, which do neither: a write and what reads it wait for a commit. */
final class Commands {
    private Commands() {}

    static final Set<String> READS = Set.of("find", "count", "distinct", "getmore", "aggregate");
    static final Set<String> NEUTRAL = Set.of("ismaster", "hello", "ping", "buildinfo", "serverstatus", "killcursors", "listcollections", "listindexes",
        "listdatabases", "dbstats", "collstats", "endsessions", "connectionstatus", "hostinfo", "whatsmyuri", "getlog", "validate", "getcmdlineopts",
        "getlasterror", "replsetgetstatus", "getfreemonitoringstatus");

    static boolean writes(String command, Document q) {
        if (NEUTRAL.contains(command)) return false;
        if (command.equals("aggregate")) {
            if (q.get("pipeline") instanceof List) for (Object s : (List<?>) q.get("pipeline"))
                if (s instanceof Document && (((Document) s).containsKey("$out") || ((Document) s).containsKey("$merge"))) return true;
            return false;
        }
        return !READS.contains(command);
    }
}
