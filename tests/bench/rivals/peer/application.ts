// What the peer stores, and what it takes in.
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator'

export interface Outgoing {
  id: string
  type: string
  data: unknown
}

@Schema({ collection: 'applications', versionKey: '__v' })
export class Application {
  @Prop({ type: String })
  _id: string

  @Prop({ type: Number, required: true })
  version: number

  @Prop({ type: String, required: true })
  status: string

  @Prop({ type: String, required: true })
  applicant: string

  @Prop({ type: Boolean, required: true })
  forOrganisation: boolean

  @Prop({ type: Object, default: {} })
  draft: object

  @Prop({ type: [Object], default: undefined, index: false })
  outbox?: Outgoing[]
}
export const ApplicationSchema = SchemaFactory.createForClass(Application)

@Schema({ collection: 'rows' })
export class Row {
  @Prop({ type: String })
  _id: string

  @Prop({ type: Number })
  seq: number

  @Prop({ type: String })
  status: string

  @Prop({ type: String })
  applicant: string

  @Prop({ type: Number })
  plafonIdr?: number
}
export const RowSchema = SchemaFactory.createForClass(Row)
// As many indexes, over the same fields, as Simpul's worklist has: who keeps a list wants to search it.
const whose: Record<string, 1>[] = [{ lender: 1 }, { lender: 1, unit: 1 }]
const orders: Record<string, 1>[] = [
  { dueAt: 1 },
  { status: 1, dueAt: 1 },
  { scheme: 1, dueAt: 1 },
  { holder: 1, dueAt: 1 },
  { submittedAt: 1 },
  { plafonIdr: 1 },
]
for (const of of whose) for (const order of orders) RowSchema.index({ ...of, ...order })
RowSchema.index({ hands: 1, dueAt: 1 })
RowSchema.index({ applicant: 1, submittedAt: -1 })

export class StartDto {
  @IsBoolean()
  forOrganisation: boolean
}

export class BusinessDto {
  @IsString() @Length(1, 200) sector: string
  @Matches(/^\d{4}-\d{2}-\d{2}$/) startedOn: string
  @IsInt() @Min(0) yearlyTurnoverIdr: number
  @IsBoolean() hasNib: boolean
  @IsBoolean() hasNpwp: boolean
  @IsBoolean() ownerIsCivilServant: boolean
  @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) substitutes: string[]
}

export class DocumentDto {
  @IsString() @Length(1, 200) kind: string
  @IsString() @Length(1, 200) ref: string
}

export class DraftDto {
  @IsOptional() @IsString() @Length(1, 200) lender?: string
  @IsOptional() @IsString() @Length(1, 60) unit?: string
  @IsOptional() @IsIn(['SUPER_MIKRO', 'MIKRO', 'KECIL', 'KHUSUS', 'PMI']) scheme?: string
  @IsOptional() @IsInt() @Min(0) plafonIdr?: number
  @IsOptional() @IsInt() @Min(1) @Max(120) tenorMonths?: number
  @IsOptional() @IsIn(['KMK', 'KI']) loanType?: string
  @IsOptional() @IsString() @Length(1, 200) purposeCode?: string
  @IsOptional() @ValidateNested() @Type(() => BusinessDto) business?: BusinessDto
  @IsOptional() @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => DocumentDto) documents?: DocumentDto[]
}
