import { createTypeOptions, Imports, printType, type TypeDirection } from '../../emit/index.js';
import type { ApiModel, Declaration, Operation, Service, TypeRef } from '../../model/model.js';
import type { OutputSwitches } from '../../model/switches.js';
import type { Names } from '../../naming/names.js';
import type { LoadedDocument } from '../raw-openapi.js';
import { TypedLocations } from './typed-locations.js';

/** A document and its model: enough to find differences. */
export interface ComparedDocument {
  readonly loaded: LoadedDocument;
  /** After filters and switches. */
  readonly model: ApiModel;
  /** True: the model holds only the operations that the filters leave. */
  readonly filtered?: boolean;
}

/** With the names of its SDK: enough to describe and judge differences. */
export interface ComparedSdk extends ComparedDocument {
  readonly names: Names;
  readonly switches?: OutputSwitches;
}

/** Both versions, and which operation of the new one an old one became. */
export interface SdkVersions {
  readonly before: SdkVersion;
  readonly after: SdkVersion;
  /** The new id of an old operation; the id itself where it stayed. */
  readonly newId: (id: string) => string;
}

/** A location of the model as TypeScript. */
export interface PrintedType {
  /** The type alone: `string | null`. */
  readonly type: string;
  /** The part of the model that it stands for. */
  readonly model: TypeRef | Declaration;
  /** Whether it is required and exists in the direction. */
  readonly presence: string;
}

/** One of the two versions of the SDK: the names and types that programs see. */
export class SdkVersion {
  readonly model: ApiModel;
  readonly names: Names;
  readonly #readonly: 'on' | 'off';
  readonly #operations: ReadonlyMap<
    string,
    { readonly operation: Operation; readonly service: Service }
  >;
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #locations: TypedLocations;
  #calls: ReadonlySet<string | undefined> | undefined;

  constructor({ model, names, switches }: ComparedSdk) {
    this.model = model;
    this.names = names;
    this.#locations = new TypedLocations(model);
    this.#readonly = switches?.readonly ?? 'off';
    this.#operations = new Map(
      model.services.flatMap((service) =>
        service.operations.map((operation) => [operation.id, { operation, service }]),
      ),
    );
    this.#declarations = new Map(
      [...model.declarations.values()].map((declaration) => [declaration.wireName, declaration]),
    );
  }

  getOperation(id: string): Operation | undefined {
    return this.#operations.get(id)?.operation;
  }

  /** The tag that an operation belongs to. */
  getTag(id: string): string | undefined {
    return this.#operations.get(id)?.service.wireName;
  }

  /** `vehicles.list` */
  getCall(id: string): string | undefined {
    const service = this.#operations.get(id)?.service;
    const property = service && this.names.services.get(service.wireName)?.property;
    const method = this.names.operations.get(id)?.method;
    return property === undefined || method === undefined ? undefined : `${property}.${method}`;
  }

  /** Whether any operation has this call. */
  hasCall(name: string): boolean {
    this.#calls ??= new Set([...this.#operations.keys()].map((id) => this.getCall(id)));
    return this.#calls.has(name);
  }

  /** The argument or property for a parameter such as `query:Page`. */
  getParameterName(id: string, key: string): string | undefined {
    return this.names.operations.get(id)?.parameters.get(key);
  }

  /** `VehicleDto`, by the schema's key. */
  getTypeName(wireName: string): string | undefined {
    const declaration = this.#declarations.get(wireName);
    return declaration && this.names.declarations.get(declaration.id)?.type;
  }

  /** Whether operations use a declaration in requests and responses, by the schema's key. */
  getUse(wireName: string): Declaration['use'] | undefined {
    return this.#declarations.get(wireName)?.use;
  }

  /** The type at a location of the published document; undefined where the SDK has nothing there. */
  printAt(pointer: string, direction: TypeDirection): PrintedType | undefined {
    const location = this.#locations.find(pointer);
    if (location === undefined) return undefined;
    const { type, access, required } = location;
    const exists =
      access === 'both' ||
      direction === 'either' ||
      (access === 'read') === (direction === 'response');
    return {
      type: this.printType(type, direction),
      model: this.#resolve(type),
      presence: JSON.stringify([exists, required ?? null]),
    };
  }

  printType(type: TypeRef, direction: TypeDirection): string {
    const context = { model: this.model, names: this.names, readonly: this.#readonly };
    const printed = printType(type, createTypeOptions(context, direction, new Imports(), './'));
    return printed.replace(/\/\*.*?\*\/\s*/gs, '');
  }

  /** What a type refers to: its declaration, or what that stands for; the type itself where it is no name. */
  #resolve(type: TypeRef): TypeRef | Declaration {
    const declaration =
      type.kind === 'reference' ? this.model.declarations.get(type.id) : undefined;
    return declaration?.kind === 'alias' ? this.#resolve(declaration.type) : (declaration ?? type);
  }
}
