export { canonicalJson } from './canonical.js';
export { countsOf, type Counts } from './counts.js';
export { replaceFile } from './files.js';
export type { Credentials, SourceContext } from './context.js';
export {
  isUrl,
  obtainDocument,
  readReferenced,
  type DocumentRequest,
  type ObtainedDocument,
} from './obtain.js';
export type { AnnouncedDocument } from './pages/index.js';
export type { Previous } from './session.js';
export {
  canonicalDocument,
  readSnapshot,
  writeSnapshot,
  type CanonicalDocument,
  type Snapshot,
  type SnapshotFacts,
  type SnapshotLock,
} from './snapshot.js';
export { readStandIn } from './stand-in.js';
