export type { RateLimit } from './access/access-control.js';
export { parseFaultText, type Fault } from './faults.js';
export type { RecordedRequest } from './http-server.js';
export type { Lie, LieKind } from './lies/lie.js';
export { startSandbox, type Sandbox, type SandboxOptions } from './start-sandbox.js';
