package simpul.mongodb;

import static simpul.mongodb.Order.cmp;
import static simpul.mongodb.Codec.putValue;
import static simpul.mongodb.Codec.getValue;
import static simpul.mongodb.Codec.BUF;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys: any _id, or a KeyValue of an index; written as BSON values, ordered as MongoDB orders them. */
final class KeyType extends BasicDataType<Object> {
    static final KeyType IT = new KeyType();
    @Override public Object[] createStorage(int size) { return new Object[size]; }
    @Override public int compare(Object a, Object b) { return cmp(a, b); }
    @Override public boolean isMemoryEstimationAllowed() { return false; }
    @Override public int getMemory(Object v) {
        if (v instanceof String) return 40 + ((String) v).length();
        if (v instanceof KeyValue) { int n = 56; for (Object x : (KeyValue) v) n += 8 + getMemory(x); return n; }
        if (v instanceof Document) { int n = 200; for (Object x : ((Document) v).values()) n += 80 + getMemory(x); return n; }
        return 32;
    }
    @Override public void write(WriteBuffer out, Object v) {
        ByteBuf b = BUF.get().clear();
        putValue(b, v);
        out.putVarInt(b.writerIndex()).put(b.array(), b.arrayOffset(), b.writerIndex());
    }
    @Override public Object read(ByteBuffer in) { return getValue(Unpooled.wrappedBuffer(BytesType.IT.read(in))); }
}
