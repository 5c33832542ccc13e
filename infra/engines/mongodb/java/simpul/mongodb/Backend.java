package simpul.mongodb;

import static simpul.mongodb.Errors.error;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/** The library's dispatcher of commands, over the databases that the file holds. */
final class Backend extends AbstractMongoBackend {
    static final String DATA = "d.", INDEX = "i.";

    final Store store;
    Backend(Store store) {
        this.store = store;
        store.mv.getMapNames().stream().filter(n -> n.startsWith(DATA)).map(n -> n.substring(DATA.length()).split("\\.", 2)[0])
            .distinct().sorted().forEach(this::resolveDatabase);
    }
    @Override protected MongoDatabase openOrCreateDatabase(String name) { return new Database(name, this); }
    CursorRegistry cursors() { return getCursorRegistry(); }
    @Override public Document handleCommand(Channel channel, String database, String command, Document q) {
        if (command.equalsIgnoreCase("renameCollection")) throw error(238, "NotImplemented", "renameCollection is not supported by this stand-in");
        return super.handleCommand(channel, database, command, q);
    }
}
