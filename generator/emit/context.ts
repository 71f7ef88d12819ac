import type {
  ApiModel,
  Operation,
  OperationId,
  Parameter,
  ServerVariable,
  Service,
} from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import type {
  EnvironmentHosts,
  ExampleProgram,
  RateLimit,
  TokenRequest,
} from '../model/environment.js';
import {
  parameterKey,
  type DeclarationNames,
  type Names,
  type OperationNames,
  type ServiceNames,
} from '../naming/names.js';
import type { CodecPlan } from './codec-plan.js';
import type { CredentialPlan } from './credentials.js';
import type { GetDiscriminatorNames } from './discriminator-plan.js';

/** The input of every emitter: the model, the planned names, and the switches that change how types are printed. */
export interface EmitContext {
  readonly model: ApiModel;
  readonly names: Names;
  /** The comment at the start of every file, including its comment marks. */
  readonly header: string;
  readonly enums: EnumStyle;
  readonly readonly: NonNullable<OutputSwitches['readonly']>;
  readonly codecs: CodecPlan;
  readonly getDiscriminatorNames: GetDiscriminatorNames;
  readonly credentials: CredentialPlan;
  /** Servers of single operations. */
  readonly servers: OperationServers;
}

/** A server as the client calls it: variables in braces, with their defaults. */
export interface ClientServer {
  readonly baseUrl: string;
  readonly variables?: readonly ServerVariable[];
}

export type OperationServers = ReadonlyMap<OperationId, ClientServer>;

/** The part of the context that the text of a type depends on. */
export type TypeContext = Pick<EmitContext, 'model' | 'names' | 'readonly'>;

export type EnumStyle = NonNullable<OutputSwitches['enums']>;

/** Settings of the package that are not in the document: its name and version, and the hosts that its client calls. */
export interface PackageSettings extends TokenRequest {
  readonly packageName: string;
  readonly packageVersion: string;
  /** The URL of the repository, without `.git` at its end. */
  readonly repository?: string;
  /** By name. Empty if the document names no server; every client then needs a `baseUrl`. */
  readonly environments: Readonly<
    Record<
      string,
      ClientServer & Omit<EnvironmentHosts, 'baseUrl'> & { readonly description?: string }
    >
  >;
  readonly defaultEnvironment?: string;
  /** The rate limit of the API; undefined if it is not known. */
  readonly rateLimit?: RateLimit;
  /** A notice for the README of a package generated from a stand-in document; undefined for a real document. */
  readonly standIn?: string;
  /** A longer example for the README. */
  readonly program?: ExampleProgram;
  /** What the document has and the package has not, for the README: sentences about kinds of parts. */
  readonly leftOut?: readonly string[];
  /** The fields of the document that change nothing in the package, for the README. */
  readonly unused?: readonly string[];
  /** The versions of the generator that the package's program for assistants runs: `>=1.2.0`. Undefined: it has none. */
  readonly mcpGenerator?: string;
}

/** @throws Error if no names were planned, which is a bug. */
export function getServiceNames(context: EmitContext, service: Service): ServiceNames {
  const names = context.names.services.get(service.wireName);
  if (names === undefined) throw new Error(`No name was planned for the tag '${service.wireName}'`);
  return names;
}

/** @throws Error if no names were planned, which is a bug. */
export function getOperationNames(context: EmitContext, operation: Operation): OperationNames {
  const names = context.names.operations.get(operation.id);
  if (names === undefined) throw new Error(`No name was planned for ${operation.id}`);
  return names;
}

/** @throws Error if no names were planned, which is a bug. */
export function getDeclarationNames(context: TypeContext, id: string): DeclarationNames {
  const names = context.names.declarations.get(id);
  if (names === undefined) throw new Error(`No name was planned for ${id}`);
  return names;
}

/** @throws Error if no name was planned, which is a bug. */
export function getArgumentName(parameter: Parameter, names: OperationNames): string {
  const name = names.parameters.get(parameterKey(parameter));
  if (name === undefined) throw new Error(`No name was planned for ${parameterKey(parameter)}`);
  return name;
}
