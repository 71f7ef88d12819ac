export { canonicalJson } from './canonical.js';
export type { BytesListener, Credentials, Login, SourceContext } from './context.js';
export { readIfExists, replaceFile, toWriteError } from './files.js';
export {
  obtainDocument,
  readReferenced,
  readStandIn,
  type DocumentRequest,
  type ObtainedDocument,
} from './obtain.js';
export {
  canonicalDocument,
  countDeclared,
  readSnapshot,
  writeSnapshot,
  type CanonicalDocument,
  type Counts,
  type Snapshot,
  type SnapshotFacts,
  type SnapshotLock,
} from './snapshot.js';
