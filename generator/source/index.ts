export { parseWebhookUrl } from './addresses.js';
export { canonicalJson } from './canonical.js';
export {
  toNetwork,
  type BytesListener,
  type Credentials,
  type Login,
  type Network,
  type SourceContext,
} from './context.js';
export { readIfExists, replaceFile, toWriteError } from './files.js';
export {
  listSnapshots,
  readBlob,
  readFileAt,
  type GitContext,
  type SnapshotCommit,
  type SnapshotHistory,
} from './git-snapshots.js';
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
  listDeclared,
  readSnapshot,
  writeSnapshot,
  writeValidators,
  type CanonicalDocument,
  type Counts,
  type Declared,
  type Snapshot,
  type SnapshotFacts,
  type SnapshotLock,
} from './snapshot.js';
export { redactSecrets, redactUrl } from './redact.js';
export { sendWithRetries } from './retry.js';
export { formatStatus, type HttpRequest, type RawResponse } from './send-once.js';
