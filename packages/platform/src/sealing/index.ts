// What a service that keeps personal data uses of sealing.
export { folderErasureLedger, memoryErasureLedger, type ErasureLedger } from './erasureLedger.ts'
export { fileKek, memoryKek, type Kek } from './kek.ts'
export { openKeyFile, type KeyFile } from './keyFile.ts'
export { memoryKeyStore, type KeyStore } from './keyStore.ts'
export { maskFields } from './masking.ts'
export { mongoKeyStore } from './mongoKeyStore.ts'
export { ErasedPerson, sealerOf, type Fields, type Opened, type Sealer } from './sealer.ts'
