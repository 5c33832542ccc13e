package simpul.mongodb;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** Refusals with MongoDB's codes, so that a driver shows them as its own. */
final class Errors {
    private Errors() {}

    static MongoServerError error(int code, String name, String text) { return new MongoServerError(code, name, text); }

    static void checkSize(byte[] raw) {
        if (raw.length > 16 * 1024 * 1024) throw error(10334, "BSONObjectTooLarge", "BSONObj size: " + raw.length + " is over 16 MB");
    }
}
