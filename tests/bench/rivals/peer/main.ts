// PEER: what a competent team would write with NestJS: validate, save, then emit to Kafka. It loses events in a crash between the two.
// With OUTBOX=1 PEER-SAFE: the event is saved with the document, a poller publishes every second.
import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import {
  Body,
  Controller,
  HttpCode,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
  type CanActivate,
  type ExecutionContext,
  type OnApplicationBootstrap,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ClientsModule, Transport, type ClientKafka } from '@nestjs/microservices'
import { InjectModel, MongooseModule } from '@nestjs/mongoose'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Model } from 'mongoose'
import { lastValueFrom } from 'rxjs'
import { Application, ApplicationSchema, DraftDto, StartDto, type Outgoing } from './application.js'

const { MONGODB_URL = '', DATABASE = '', ISSUER = '', KAFKA_BROKERS = '', TOPIC = '', PORT = '0', OUTBOX = '' } = process.env
const safe = OUTBOX === '1'
const keys = createRemoteJWKSet(new URL(`${ISSUER}/jwks.json`))
interface Asked {
  headers: Record<string, string | undefined>
  person: string
}

@Injectable()
class TokenGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Asked>()
    try {
      const token = request.headers['authorization']?.slice('Bearer '.length) ?? ''
      const { payload } = await jwtVerify(token, keys, { issuer: ISSUER, audience: 'simpul' })
      request.person = String(payload['person'])
      return true
    } catch {
      throw new UnauthorizedException()
    }
  }
}

@Injectable()
class ApplicationsService implements OnApplicationBootstrap {
  constructor(
    @InjectModel(Application.name) private readonly applications: Model<Application>,
    @Inject('KAFKA') private readonly kafka: ClientKafka,
  ) {}

  async onApplicationBootstrap() {
    await this.kafka.connect()
    if (safe) this.publishEverySecond()
  }

  async start(applicant: string, { forOrganisation }: StartDto) {
    const id = randomUUID()
    const event = { id: `${id}:1`, type: 'ApplicationStarted', data: { applicant, forOrganisation } }
    const created = new this.applications({ _id: id, version: 1, status: 'draft', applicant, forOrganisation, draft: {} })
    if (safe) created.outbox = [event]
    await created.save()
    if (!safe) this.kafka.emit(TOPIC, { key: id, value: event })
    return { id, version: 1 }
  }

  async save(applicant: string, id: string, draft: DraftDto) {
    const found = await this.applications.findOne({ _id: id, applicant })
    if (!found) throw new NotFoundException()
    found.version += 1
    found.draft = { ...draft }
    const event = { id: `${id}:${found.version}`, type: 'DraftSaved', data: { draft } }
    if (safe) found.outbox = [...(found.outbox ?? []), event]
    await found.save()
    if (!safe) this.kafka.emit(TOPIC, { key: id, value: event })
    return { id, version: found.version }
  }

  private publishEverySecond() {
    const publish = async () => {
      const waiting = await this.applications.find({ 'outbox.0': { $exists: true } }).limit(1_000)
      for (const { _id, outbox = [] } of waiting) await this.publish(_id, outbox)
    }
    const again = () => setTimeout(() => void publish().finally(again), 1_000)
    again()
  }

  private async publish(id: string, outbox: Outgoing[]) {
    for (const event of outbox) await lastValueFrom(this.kafka.emit(TOPIC, { key: id, value: event }))
    await this.applications.updateOne({ _id: id }, { $pull: { outbox: { id: { $in: outbox.map((event) => event.id) } } } })
  }
}

@UseGuards(TokenGuard)
@Controller('applications')
class ApplicationsController {
  constructor(private readonly service: ApplicationsService) {}

  @Post()
  start(@Req() { person }: Asked, @Body() body: StartDto) {
    return this.service.start(person, body)
  }

  @Post(':id/draft')
  @HttpCode(200)
  save(@Req() { person }: Asked, @Param('id') id: string, @Body() body: DraftDto) {
    return this.service.save(person, id, body)
  }
}

@Module({
  imports: [
    MongooseModule.forRoot(MONGODB_URL, { dbName: DATABASE, writeConcern: { w: 'majority', journal: true } }),
    MongooseModule.forFeature([{ name: Application.name, schema: ApplicationSchema }]),
    ClientsModule.register([
      {
        name: 'KAFKA',
        transport: Transport.KAFKA,
        options: { client: { clientId: 'peer', brokers: KAFKA_BROKERS.split(',') }, producerOnlyMode: true },
      },
    ]),
  ],
  controllers: [ApplicationsController],
  providers: [ApplicationsService, TokenGuard],
})
class PeerModule {}

const app = await NestFactory.create<NestFastifyApplication>(PeerModule, new FastifyAdapter(), { logger: ['error', 'warn'] })
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }))
app.enableShutdownHooks()
await app.listen(Number(PORT), '127.0.0.1')
process.stdout.write(`READY peer ${(app.getHttpServer().address() as { port: number }).port}\n`)
