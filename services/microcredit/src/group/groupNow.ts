// The group of an application as it stands when an akad is to be signed.
// Guarantees: read at that moment; nothing for who applies alone. Does not guarantee: that it still stands when the akad is written: a group
// that falls in the same second leaves an akad that was signed, which binds (docs/adr/0013-one-application-a-member.md).
import type { ServiceContext } from '@simpul/platform'
import { application } from '../application/aggregate.ts'
import { fileOf } from '../application/application.ts'
import type { GroupNow } from '../application/decideContract.ts'
import { group } from './aggregate.ts'
import { roster } from './group.ts'

export async function groupNow(
  { commands }: Pick<ServiceContext, 'commands'>,
  applicationId: string,
): Promise<{ readonly group?: GroupNow }> {
  const state = (await commands.state(application, applicationId))?.state
  const tie = state && fileOf(state)?.group
  if (!tie) return {}
  const found = (await commands.state(group, tie.groupId))?.state
  if (!found || found.status === 'none') return {}
  return { group: { status: found.status, chair: found.chair, members: roster(found).map(({ person }) => person) } }
}
