export { startSandbox, type Sandbox, type SandboxOptions } from './platform.js';
export type { Credentials } from './identity.js';
export type { RecordedRequest } from './request-log.js';
