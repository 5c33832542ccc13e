package simpul.mongodb;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * BSON bytes of documents and keys, with the library's own encoder.
 * Guarantees: what was encoded decodes to an equal value, types included.
 * Does not: check the size of a document (StoredCollection does).
 */
final class Codec {
    private Codec() {}

    static final ThreadLocal<ByteBuf> BUF = ThreadLocal.withInitial(() -> Unpooled.buffer(4096));
    static final int T_KEYVALUE = 0x7D, T_MISSING = 0x7E;

    static byte[] encode(Document d) {
        ByteBuf b = BUF.get().clear();
        BsonEncoder.encodeDocument(d, b);
        byte[] r = new byte[b.writerIndex()];
        b.getBytes(0, r);
        if (b.capacity() > 4_000_000) BUF.remove();
        return r;
    }

    static Document decode(byte[] raw) { return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(raw)); }

    static void putValue(ByteBuf b, Object v) {
        if (v instanceof Missing) { b.writeByte(T_MISSING); return; }
        if (v instanceof KeyValue) {
            KeyValue k = (KeyValue) v;
            b.writeByte(T_KEYVALUE).writeByte(k.size());
            for (Object x : k) putValue(b, x);
            return;
        }
        byte t = BsonEncoder.determineType(v);
        b.writeByte(t);
        BsonEncoder.encodeValue(t, v, b);
    }

    static Object getValue(ByteBuf b) {
        byte t = b.readByte();
        if (t == T_MISSING) return Missing.getInstance();
        if (t == T_KEYVALUE) {
            Object[] v = new Object[b.readUnsignedByte()];
            for (int i = 0; i < v.length; i++) v[i] = getValue(b);
            return new KeyValue(v);
        }
        return BsonDecoder.decodeValue(t, b);
    }
}
