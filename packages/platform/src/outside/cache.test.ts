// How many it keeps is asked of a whole outside system (outside.test.ts).
import { answerCacheContract } from './cache.contract.ts'
import { memoryCache } from './cache.ts'

answerCacheContract('memory', async () => memoryCache(10))
