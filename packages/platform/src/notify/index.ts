export { CHANNELS, type Channel, type ChannelName, type Channels, type Delivery, type Message } from './channel.ts'
export { smtpChannel, type SmtpOptions } from './smtpChannel.ts'
export { SIGNATURE_HEADER, signatureOf, webhookChannel } from './webhookChannel.ts'
