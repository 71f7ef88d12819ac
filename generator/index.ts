/** The program as a library: what the command line does, for programs. */
export type { GeneratorConfig } from './config/index.js';
export type { Environment } from './model/environment.js';
export type { Hint, HintCode, HintConfig } from './pipeline/hints.js';
export { diff, type CompareOptions as DiffOptions, type DiffInput } from './pipeline/compare.js';
export type {
  Acknowledgement,
  Bump,
  Change,
  DiffReport,
  DiffSide,
  StaleAcknowledgement,
  TouchedOperation,
  Verdict,
} from './diff/index.js';
export type { NameOverrides } from './naming/index.js';
export type {
  Diagnostic,
  DiagnosticCode,
  LocatedDiagnostic,
  Position,
  Severity,
} from './diagnostics.js';
export {
  DocumentRefusedError,
  DownloadError,
  ExitCode,
  InterruptedError,
  SdkgenError,
  UsageError,
  WriteError,
} from './errors.js';
export {
  checkAgainst as check,
  generate,
  type CheckReport,
  type GenerateOptions,
  type GenerateReport,
  type Surroundings,
} from './pipeline/generate.js';
export {
  openSandbox,
  type Fault,
  type OpenSandboxOptions,
  type RateLimit,
  type Lie,
  type LieKind,
  type RecordedRequest,
  type Sandbox,
} from './pipeline/open-sandbox.js';
export { serveMcp, type McpSource, type ServeMcpOptions } from './pipeline/serve-mcp.js';
