import type { DeclarationId, OperationId, ParameterLocation } from '../model/model.js';
import type { WebhookId } from '../model/webhook.js';

/**
 * Every name of the SDK. Emitters only look names up. Types, functions, classes and the runtime's exports are distinct,
 * since the package exports all of them; file names are distinct on case-insensitive disks.
 */
export interface Names {
  /** `OptimumClient` */
  readonly client: string;
  /** `OptimumError`: the exported name of the errors' base class. */
  readonly error: string;
  /** `OPTIMUM`: the client reads `OPTIMUM_CLIENT_ID` and the like from the environment. */
  readonly environmentVariablePrefix: string;
  /** By the service's wire name. */
  readonly services: ReadonlyMap<string, ServiceNames>;
  readonly operations: ReadonlyMap<OperationId, OperationNames>;
  readonly declarations: ReadonlyMap<DeclarationId, DeclarationNames>;
  /** What users pass to `handleWebhook`: `vehicleMoved`. */
  readonly webhooks: ReadonlyMap<WebhookId, string>;
  /** The client's options for API keys, by the first security scheme of each. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface ServiceNames {
  /** The client's property: `vehicleAssignments`. */
  readonly property: string;
  /** `VehicleAssignments` */
  readonly className: string;
  /** Without extension: `vehicle-assignments`. */
  readonly fileName: string;
}

export interface OperationNames {
  /** On the resource: `getCurrent`. */
  readonly method: string;
  /** The standalone function, unique in the package: `getCurrentVehicleAssignments`. */
  readonly functionName: string;
  /** What is neither in the path nor the body, named after resource and method: `VehicleAssignmentsGetCurrentParams`. */
  readonly paramsType: string;
  /** The body, where the document has no name for it: `DocumentsUploadBody`. */
  readonly bodyType: string;
  /** Path parameters are arguments, all others properties of the params object; by `parameterKey`. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface DeclarationNames {
  /** `VehicleDto`; the response's type when the declaration splits. */
  readonly type: string;
  /** The request's type; the same as `type` unless the declaration splits. */
  readonly inputType: string;
  /**
   * `VehicleBase`: the interface that variants extend, when `type` is the union of variants; undefined without
   * variants.
   */
  readonly baseType?: string;
  /** The request's type of `baseType`; the same unless the declaration splits. */
  readonly baseInputType?: string;
  /** Without extension: `vehicle-dto`. */
  readonly fileName: string;
  /** Keys of the `as const` object, by the value's JSON text; empty for anything but an enum. */
  readonly enumMembers: ReadonlyMap<string, string>;
}

/**
 * Names of an earlier generation, which are kept, so that additions to the API rename nothing. Schemas are identified by
 * their keys in the document, services by their tags. Everything that a lock leaves out is named anew.
 */
export interface NamesLock {
  /** The npm package's and the client's names: kept when the title changes, as long as the API is the same. */
  readonly package?: string;
  readonly client?: {
    readonly class: string;
    readonly error: string;
    readonly environmentVariablePrefix: string;
  };
  readonly operations: Readonly<
    Record<OperationId, { readonly call: string; readonly function: string }>
  >;
  readonly types: Readonly<
    Record<string, string | { readonly request: string; readonly response: string }>
  >;
  /** See `DeclarationNames.baseType`. */
  readonly baseTypes?: Readonly<
    Record<string, string | { readonly request: string; readonly response: string }>
  >;
  readonly typeFiles?: Readonly<Record<string, string>>;
  /** Keys of the `as const` object, by the value's JSON text. */
  readonly enumKeys?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly services?: Readonly<Record<string, { readonly class: string; readonly file: string }>>;
  /** The types that exist: an operation without parameters has no `params`. */
  readonly argumentTypes?: Readonly<
    Record<OperationId, { readonly params?: string; readonly body?: string }>
  >;
  /** The client's options for API keys, by security scheme. */
  readonly keys?: Readonly<Record<string, string>>;
  /** By `parameterKey`. */
  readonly parameters?: Readonly<Record<OperationId, Readonly<Record<string, string>>>>;
}

/** Identifies a parameter within its operation: `query:page`. */
export function parameterKey(parameter: {
  readonly in: ParameterLocation;
  readonly wireName: string;
}): string {
  return `${parameter.in}:${parameter.wireName}`;
}
