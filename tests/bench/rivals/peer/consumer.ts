// The peer's other service: @EventPattern and one upsert a message.
import 'reflect-metadata'
import { Controller, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { EventPattern, Payload, Transport, type MicroserviceOptions } from '@nestjs/microservices'
import { InjectModel, MongooseModule } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import { Row, RowSchema } from './application.js'

const { MONGODB_URL = '', DATABASE = '', KAFKA_BROKERS = '', TOPIC = '' } = process.env
interface Incoming {
  id: string
  data: { applicant?: string; draft?: { plafonIdr?: number } }
}

@Controller()
class RowsController {
  constructor(@InjectModel(Row.name) private readonly rows: Model<Row>) {}

  @EventPattern(TOPIC)
  async take(@Payload() payload: object) {
    const { id, data } = payload as Incoming
    const [_id = '', seq] = id.split(':')
    const set = {
      seq: Number(seq),
      status: 'draft',
      ...(data.applicant && { applicant: data.applicant }),
      ...(data.draft && { plafonIdr: data.draft.plafonIdr }),
    }
    await this.rows.updateOne({ _id }, { $set: set }, { upsert: true })
  }
}

@Module({
  imports: [
    MongooseModule.forRoot(MONGODB_URL, { dbName: DATABASE, writeConcern: { w: 'majority', journal: true } }),
    MongooseModule.forFeature([{ name: Row.name, schema: RowSchema }]),
  ],
  controllers: [RowsController],
})
class ConsumerModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(ConsumerModule, {
  transport: Transport.KAFKA,
  logger: ['error', 'warn'],
  options: {
    client: { clientId: 'peer-consumer', brokers: KAFKA_BROKERS.split(',') },
    consumer: { groupId: `${TOPIC}.rows` },
  },
})
app.enableShutdownHooks()
await app.listen()
process.stdout.write('READY peer-consumer 0\n')
