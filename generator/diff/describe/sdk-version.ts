import {
  createTypeOptions,
  getCredentialOptions,
  planCredentials,
  printValueType,
  printType,
  Imports,
  type TypeDirection,
} from '../../emit/index.js';
import type {
  ApiModel,
  Declaration,
  Operation,
  RequestContent,
  Service,
  TypeRef,
} from '../../model/model.js';
import { getResult } from '../../model/result.js';
import type { OutputSwitches } from '../../model/switches.js';
import { getDefaultUrl, nameServers } from '../../model/servers.js';
import { getErrorType, getOperations } from '../../model/walk.js';
import type { Names } from '../../naming/names.js';
import type { LoadedDocument } from '../raw-openapi.js';
import type { Subject } from '../finding.js';
import {
  getPartType,
  getSentType,
  isSentByApi,
  isUnusedMediaType,
  resolveAlias,
  stepInto,
  TypedLocations,
  WITHOUT_PROPERTIES,
  type TypedLocation,
} from './typed-locations.js';

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
  /** Everything that programs depend on: the type, its members, and whether it is required and exists on the side. */
  readonly signature: string;
  /** Whether it exists on the side. */
  readonly exists: boolean;
  /** The structures of a union's or intersection's members by their texts: TypeScript compares by structure. */
  readonly shapes: ReadonlyMap<string, string>;
}

/** The types at the two locations of a finding on one side; undefined where the SDK has nothing there. */
export interface TypePair {
  readonly side: TypeDirection;
  readonly before: PrintedType | undefined;
  readonly after: PrintedType | undefined;
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
  #options: ReadonlySet<string> | undefined;
  #serverOptions: ReadonlySet<string> | undefined;

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

  /** The client's options for credentials. */
  get credentialOptions(): ReadonlySet<string> {
    return (this.#options ??= getCredentialOptions(planCredentials(this.model, this.names)));
  }

  /** What programs may choose of the servers: environments by name, and values of variables, `*` for any. */
  get serverOptions(): ReadonlySet<string> {
    return (this.#serverOptions ??= getServerOptions(this.model));
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

  /** The standalone function's name: `listVehicles`. */
  getFunctionName(id: string): string | undefined {
    return this.names.operations.get(id)?.functionName;
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
  printAt(pointer: string, side: TypeDirection): PrintedType | undefined {
    const location = this.#locations.find(pointer);
    return location && this.#print(location, side);
  }

  /** The type that a subject leads to, step by step inside of an operation's part or a declaration. */
  printAlong(
    { kind, wireName, part = '', path }: Subject,
    id: string,
    side: TypeDirection,
  ): PrintedType | undefined {
    const start =
      kind === 'schema'
        ? this.#declarations.get(wireName)
        : kind === 'operation'
          ? (getPartType(this.getOperation(id), part) ??
            getSentType(this.model, { kind, wireName, part }, id))
          : getSentType(this.model, { kind, wireName, part }, id);
    if (start === undefined) return undefined;
    const type: TypeRef | undefined = 'id' in start ? { kind: 'reference', id: start.id } : start;
    const end = path.reduce<TypeRef | undefined>(
      (inside, step) => inside && stepInto(this.model, inside, step),
      type,
    );
    return end && this.#print({ type: end, access: 'both' }, side);
  }

  /** Whether the SDK certainly has nothing where a subject leads. False where that is unknown. */
  lacks({ kind, wireName, part = '', path }: Subject, id: string): boolean {
    const isSent = isSentByApi({ kind, part });
    const operation = kind === 'operation' ? this.getOperation(id) : undefined;
    if (operation !== undefined && !isSent && isUnusedMediaType(operation, part)) return true;
    const declaration = kind === 'schema' ? this.#declarations.get(wireName) : undefined;
    if (kind === 'schema' && declaration === undefined) return true;
    let type: TypeRef | undefined = declaration && { kind: 'reference', id: declaration.id };
    if (isSent) {
      type = getSentType(this.model, { kind, wireName, part }, id);
      if (type === undefined) return true;
    }
    type ??= getPartType(operation, part);
    for (const step of path) {
      if (type === undefined) return false;
      const inside = stepInto(this.model, type, step);
      if (inside === undefined) return WITHOUT_PROPERTIES.has(resolveAlias(this.model, type).kind);
      type = inside;
    }
    return false;
  }

  #print(location: TypedLocation, side: TypeDirection): PrintedType {
    const { access, declaration, required } = location;
    const exists =
      access === 'both' || side === 'either' || (access === 'read') === (side === 'response');
    const type = this.printType(location.type, side);
    const members = declaration && this.#listMembers(declaration, side);
    const composed = resolveAlias(this.model, location.type);
    const mapping = composed.kind === 'union' ? composed.discriminator?.mapping : undefined;
    return {
      type,
      exists,
      signature: JSON.stringify([exists, required ?? null, type, members ?? null, mapping ?? null]),
      shapes: this.#printShapes(composed, side),
    };
  }

  #printShapes(type: TypeRef, side: TypeDirection): ReadonlyMap<string, string> {
    const members = isComposed(type) ? type.members : [type];
    const sign = type.kind === 'intersection' ? '& ' : '';
    return new Map(
      members.map((member) => [
        sign + this.printType(member, side),
        sign + this.#printShape(member, side),
      ]),
    );
  }

  /** TypeScript treats types with the same members as the same, whatever their names. */
  #printShape(type: TypeRef, side: TypeDirection): string {
    const declaration =
      type.kind === 'reference' ? this.model.declarations.get(type.id) : undefined;
    return declaration?.kind === 'interface'
      ? JSON.stringify(this.#listMembers(declaration, side))
      : this.printType(type, side);
  }

  /** The members of a call's result type. */
  getResults(id: string): ReadonlySet<string> {
    const operation = this.getOperation(id);
    const { type, maybeEmpty, stream } = operation ? getResult(operation) : {};
    // The items of a stream are nothing that a value could be.
    if (type && stream) return new Set([`AsyncIterable<${this.printType(type, 'response')}>`]);
    const members = type?.kind === 'union' ? type.members : type ? [type] : [];
    return new Set([
      ...members.map((member) => this.printType(member, 'response')),
      ...(maybeEmpty ? ['undefined'] : []),
    ]);
  }

  /** A call's result, errors and body, as text to compare; undefined when the SDK has no such operation. */
  printExchange(id: string): string | undefined {
    const operation = this.getOperation(id);
    if (operation === undefined) return undefined;
    const { type, maybeEmpty, readings, stream } = getResult(operation);
    const error = getErrorType(operation);
    const { body } = operation;
    return JSON.stringify([
      type && this.printType(type, 'response'),
      maybeEmpty,
      stream?.encoding ?? readings.some(({ encoding }) => encoding === 'binary'),
      error && this.printType(error, 'response'),
      body && [this.#printContent(body.contents[0]), body.required],
    ]);
  }

  printType(type: TypeRef, side: TypeDirection): string {
    const context = { model: this.model, names: this.names, readonly: this.#readonly };
    return printType(type, createTypeOptions(context, side, new Imports(), './'));
  }

  #printContent(content: RequestContent): string {
    const context = { model: this.model, names: this.names, readonly: this.#readonly };
    return printValueType(content, createTypeOptions(context, 'request', new Imports(), './'));
  }

  #listMembers(declaration: Declaration, side: TypeDirection): unknown {
    switch (declaration.kind) {
      case 'interface':
        return [
          declaration.extends.map((id) => this.printType({ kind: 'reference', id }, side)),
          declaration.properties.map(({ wireName, required, access, type }) => [
            wireName,
            required,
            access,
            this.printType(type, side),
          ]),
          declaration.additional && this.printType(declaration.additional, side),
          declaration.variants?.mapping,
        ];
      case 'enum':
        return [
          declaration.members.map(({ value }) => [
            value,
            this.names.declarations.get(declaration.id)?.enumMembers.get(JSON.stringify(value)),
          ]),
          declaration.nullable,
        ];
      case 'alias':
        return this.printType(declaration.type, side);
      default:
        return declaration satisfies never;
    }
  }
}

function isComposed(type: TypeRef): type is TypeRef & { readonly kind: 'union' | 'intersection' } {
  return type.kind === 'union' || type.kind === 'intersection';
}

function getServerOptions(model: ApiModel): ReadonlySet<string> {
  const own = getOperations(model).flatMap(({ servers = [] }) => servers);
  const addressed = model.servers.flatMap((server) => {
    const url = getDefaultUrl(server);
    return URL.canParse(url, NOWHERE) ? [{ ...server, address: new URL(url, NOWHERE).href }] : [];
  });
  const variables = [...model.servers, ...own].flatMap(({ variables: each = [] }) => each);
  return new Set([
    ...[...nameServers(addressed).keys()].map((name) => `environment ${name}`),
    ...variables.flatMap(({ name, values = ['*'] }) => values.map((value) => `${name}=${value}`)),
  ]);
}

/** Stands for the document's location. */
const NOWHERE = 'http://document.invalid/';
