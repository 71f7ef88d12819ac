export { emitCodecs } from './codec-files.js';
export { getCredentialOptions, planCredentials, toVariableName } from './credentials.js';
export {
  getArgumentName,
  type ClientServer,
  type EmitContext,
  type OperationServers,
  type PackageSettings,
} from './context.js';
export { emitDeclaration, emitDeclarations, getDirections } from './declarations.js';
export { emitServiceFunctions } from './functions.js';
export { createEmitContext, createLock, emitPackage } from './package.js';
export { createCodecOptions, printCodec } from './print-codec.js';
export { getVisibleProperties, printType } from './print-type.js';
export { chooseExampleCall, type ExampleCall } from './example-call.js';
export { describeFirstClient, type FirstClient } from './first-client.js';
export { printValueType } from './request-bodies.js';
export { emitResource } from './resources.js';
export { formatAccept } from './responses.js';
export { createSignature } from './signatures.js';
export { Imports, toStringLiteral, type EmittedFile } from './structures.js';
export {
  renderTemplate,
  readCodecRuntimeFiles,
  readRuntimeExports,
  readRuntimeFiles,
  readTemporalRuntimeFiles,
} from './templates.js';
export { IMPORT_ENDINGS, layOutFiles } from './source-layout.js';
export { createTypeOptions, getTypeName, type TypeDirection } from './type-options.js';
