package simpul.mongodb;

import io.netty.channel.Channel;

/** One reply that waits for the commit covering it. */
record Reply(Channel channel, Object message) {
    void send() { channel.writeAndFlush(message, channel.voidPromise()); }
}
