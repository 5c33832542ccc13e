package simpul.mongodb;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents stay BSON bytes in the pages: immutable, small, and a commit only copies them. */
final class BytesType extends BasicDataType<byte[]> {
    static final BytesType IT = new BytesType();
    @Override public byte[][] createStorage(int size) { return new byte[size][]; }
    @Override public boolean isMemoryEstimationAllowed() { return false; }
    @Override public int getMemory(byte[] v) { return 24 + v.length; }
    @Override public void write(WriteBuffer out, byte[] v) { out.putVarInt(v.length).put(v); }
    @Override public byte[] read(ByteBuffer in) {
        byte[] r = new byte[DataUtils.readVarInt(in)];
        in.get(r);
        return r;
    }
}
