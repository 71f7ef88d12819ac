export { startSandbox, type Sandbox, type SandboxOptions } from './platform.js';
export { FAULT_KINDS, FAULTS_PATH, readFaultText, type Fault } from './faults/index.js';
export type { Credentials } from './identity/index.js';
export type { RateLimit } from './limits/rate-limit.js';
export { basePathOf } from './places.js';
export type { RecordedRequest } from './request-log.js';
