import type { DeclarationId, OperationId, ParameterLocation } from '../model/model.js';

/**
 * Every name of the SDK, decided once, before a line is printed. Emitters only look names up.
 * Type names, function names and the names of the runtime share one export space and are distinct;
 * file names are distinct even where the disk ignores case.
 */
export interface Names {
  /** `OptimumClient` */
  readonly client: string;
  /** `OptimumError`: what the root of the error classes is exported as. */
  readonly error: string;
  /** `OPTIMUM`: `OPTIMUM_CLIENT_ID` and the like are read from the process's environment. */
  readonly environmentVariablePrefix: string;
  /** By the service's wire name. */
  readonly services: ReadonlyMap<string, ServiceNames>;
  readonly operations: ReadonlyMap<OperationId, OperationNames>;
  readonly declarations: ReadonlyMap<DeclarationId, DeclarationNames>;
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
  /** Stands alone, unique in the package: `getCurrentVehicleAssignments`. */
  readonly functionName: string;
  /** The interface of everything but the path parameters: `GetCurrentVehicleAssignmentsParams`. */
  readonly paramsType: string;
  /** The type of the declared errors: `GetCurrentVehicleAssignmentsError`. */
  readonly errorType: string;
  /** Path parameters are arguments, all others properties of the params object; by `parameterKey`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** The property of the params object that holds the request body: `body` unless a parameter has that name. */
  readonly body: string;
}

export interface DeclarationNames {
  /** `VehicleDto`; the response's side where the two differ. */
  readonly type: string;
  /** The request's side; the same as `type` unless the declaration splits. */
  readonly inputType: string;
  /**
   * `VehicleBase`: what its variants extend, where the declaration has variants and `type` is the union of them;
   * undefined where it has none.
   */
  readonly baseType?: string;
  /** The request's side of `baseType`; the same unless the declaration splits. */
  readonly baseInputType?: string;
  /** Without extension: `vehicle-dto`. */
  readonly fileName: string;
  /** Keys of the `as const` object, by the value's JSON text; empty for anything but an enum. */
  readonly enumMembers: ReadonlyMap<string, string>;
}

/**
 * Names of an earlier generation: they stay, so that what is added tomorrow renames nothing of today.
 * Schemas are known by their keys in the document, services by their tags. Whatever a lock leaves out is named anew.
 */
export interface NamesLock {
  /** What npm knows the package by, and its client: they stay whatever the document is titled, while it is of the same API. */
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
  /** What schemas with variants extend each other as; see `DeclarationNames.baseType`. */
  readonly baseTypes?: Readonly<
    Record<string, string | { readonly request: string; readonly response: string }>
  >;
  readonly typeFiles?: Readonly<Record<string, string>>;
  /** Keys of the `as const` object, by the value's JSON text. */
  readonly enumKeys?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly services?: Readonly<Record<string, { readonly class: string; readonly file: string }>>;
  /** The types that are there: an operation without parameters has no `params`. */
  readonly operationTypes?: Readonly<
    Record<OperationId, { readonly params?: string; readonly error?: string }>
  >;
  /** By `parameterKey`, and by `body`. */
  readonly parameters?: Readonly<Record<OperationId, Readonly<Record<string, string>>>>;
}

export function parameterKey(parameter: {
  readonly in: ParameterLocation;
  readonly wireName: string;
}): string {
  return `${parameter.in}:${parameter.wireName}`;
}
