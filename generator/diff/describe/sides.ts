import type { ApiModel, Declaration, Operation, Service, TypeRef } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import { typeScope, typeText, Imports, resultOf, type Side } from '../../emit/types.js';
import { errorType } from '../../model/walk.js';
import type { Subject } from '../finding.js';
import { TypedPlaces, type Typed } from './places.js';
import type { Understood } from './understood.js';
import { aliased, isCalledBack, isUnspoken, partOf, stepInto, WITHOUT_PROPERTIES } from './ways.js';

/** How a thing of the model reads in TypeScript. */
export interface TypeWords {
  /** The type alone: `string | null`. */
  readonly type: string;
  /** All that a program notices: the type, whether it may be left out, and whether it is there at all. */
  readonly whole: string;
  /** Whether it is there on this way. */
  readonly isThere: boolean;
  /** Of what is put together from others: these by their names, each with its members, by which TypeScript goes. */
  readonly shapes: ReadonlyMap<string, string>;
}

/** One of the two documents as the SDK has it: what things are called there, and what types they have. */
export class SdkSide {
  readonly model: ApiModel;
  readonly names: Names;
  readonly #readonly: 'on' | 'off';
  readonly #operations: ReadonlyMap<
    string,
    { readonly operation: Operation; readonly service: Service }
  >;
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #places: TypedPlaces;
  #calls: ReadonlySet<string | undefined> | undefined;

  constructor({ model, names, switches }: Understood) {
    this.model = model;
    this.names = names;
    this.#places = new TypedPlaces(model);
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

  operation(id: string): Operation | undefined {
    return this.#operations.get(id)?.operation;
  }

  /** The tag that an operation belongs to. */
  tag(id: string): string | undefined {
    return this.#operations.get(id)?.service.wireName;
  }

  /** `vehicles.list` */
  call(id: string): string | undefined {
    const service = this.#operations.get(id)?.service;
    const property = service && this.names.services.get(service.wireName)?.property;
    const method = this.names.operations.get(id)?.method;
    return property === undefined || method === undefined ? undefined : `${property}.${method}`;
  }

  /** Whether any operation is called so. */
  hasCall(name: string): boolean {
    this.#calls ??= new Set([...this.#operations.keys()].map((id) => this.call(id)));
    return this.#calls.has(name);
  }

  /** What a program imports to call it: `listVehicles`. */
  functionName(id: string): string | undefined {
    return this.names.operations.get(id)?.functionName;
  }

  /** The argument or property that holds a parameter, known by `query:Page`. */
  parameter(id: string, key: string): string | undefined {
    return this.names.operations.get(id)?.parameters.get(key);
  }

  body(id: string): string {
    return this.names.operations.get(id)?.body ?? 'body';
  }

  /** `VehicleDto`, by the schema's key. */
  declaration(wireName: string): string | undefined {
    const declaration = this.#declarations.get(wireName);
    return declaration && this.names.declarations.get(declaration.id)?.type;
  }

  /** Whether calls take and give a declaration, by the schema's key. */
  use(wireName: string): Declaration['use'] | undefined {
    return this.#declarations.get(wireName)?.use;
  }

  /** What stands at a place of the published document; undefined where no part of the SDK does. */
  at(pointer: string, side: Side): TypeWords | undefined {
    const typed = this.#places.at(pointer);
    return typed && this.#words(typed, side);
  }

  /** What stands where a subject leads: inside of an operation's part or of a declaration, step by step. */
  along(
    { kind, wireName, part = '', path }: Subject,
    id: string,
    side: Side,
  ): TypeWords | undefined {
    const start =
      kind === 'schema'
        ? this.#declarations.get(wireName)
        : kind === 'operation'
          ? partOf(this.operation(id), part)
          : undefined;
    if (start === undefined) return undefined;
    const type: TypeRef | undefined = 'id' in start ? { kind: 'reference', id: start.id } : start;
    const end = path.reduce<TypeRef | undefined>(
      (inside, step) => inside && stepInto(this.model, inside, step),
      type,
    );
    return end && this.#words({ type: end, access: 'both' }, side);
  }

  /** Whether it is known that the SDK has nothing where a subject leads, as no type says what stands there. */
  lacks({ kind, wireName, part = '', path }: Subject, id: string): boolean {
    const operation = kind === 'operation' ? this.operation(id) : undefined;
    if (operation !== undefined && isUnspoken(operation, part)) return true;
    const declaration = kind === 'schema' ? this.#declarations.get(wireName) : undefined;
    if (isCalledBack({ kind, part }) || (kind === 'schema' && declaration === undefined))
      return true;
    let type: TypeRef | undefined = declaration && { kind: 'reference', id: declaration.id };
    type ??= partOf(operation, part);
    for (const step of path) {
      if (type === undefined) return false;
      const inside = stepInto(this.model, type, step);
      if (inside === undefined) return WITHOUT_PROPERTIES.has(aliased(this.model, type).kind);
      type = inside;
    }
    return false;
  }

  #words(typed: Typed, side: Side): TypeWords {
    const isThere =
      typed.access === 'both' ||
      side === 'either' ||
      (typed.access === 'read') === (side === 'response');
    const type = this.text(typed.type, side);
    const members = typed.declaration && this.#membersOf(typed.declaration, side);
    const composed = aliased(this.model, typed.type);
    const mapping = composed.kind === 'union' ? composed.discriminator?.mapping : undefined;
    return {
      type,
      isThere,
      whole: JSON.stringify([
        isThere,
        typed.required ?? null,
        type,
        members ?? null,
        mapping ?? null,
      ]),
      shapes: this.#shapes(composed, side),
    };
  }

  #shapes(type: TypeRef, side: Side): ReadonlyMap<string, string> {
    const members = isComposed(type) ? type.members : [type];
    const sign = type.kind === 'intersection' ? '& ' : '';
    return new Map(
      members.map((member) => [sign + this.text(member, side), sign + this.#shape(member, side)]),
    );
  }

  /** TypeScript takes two types for one where they have the same members, whatever they are called. */
  #shape(type: TypeRef, side: Side): string {
    const declaration =
      type.kind === 'reference' ? this.model.declarations.get(type.id) : undefined;
    return declaration?.kind === 'interface'
      ? JSON.stringify(this.#membersOf(declaration, side))
      : this.text(type, side);
  }

  /** What a call may give, one by one. */
  results(id: string): ReadonlySet<string> {
    const operation = this.operation(id);
    const { type, maybeEmpty } = operation ? resultOf(operation) : {};
    const members = type?.kind === 'union' ? type.members : type ? [type] : [];
    return new Set([
      ...members.map((member) => this.text(member, 'response')),
      ...(maybeEmpty ? ['undefined'] : []),
    ]);
  }

  /** What a call gives, and what it takes besides parameters, as text to compare. */
  exchange(id: string): string | undefined {
    const operation = this.operation(id);
    if (operation === undefined) return undefined;
    const { type, maybeEmpty, expect } = resultOf(operation);
    const error = errorType(operation);
    const { body } = operation;
    return JSON.stringify([
      type && this.text(type, 'response'),
      maybeEmpty,
      expect === 'readBlob',
      error && this.text(error, 'response'),
      body && [this.text(body.type, 'request'), body.required],
    ]);
  }

  text(type: TypeRef, side: Side): string {
    const context = { model: this.model, names: this.names, readonly: this.#readonly };
    return typeText(type, typeScope(context, side, new Imports(), './'));
  }

  #membersOf(declaration: Declaration, side: Side): unknown {
    switch (declaration.kind) {
      case 'interface':
        return [
          declaration.extends.map((id) => this.text({ kind: 'reference', id }, side)),
          declaration.properties.map(({ wireName, required, access, type }) => [
            wireName,
            required,
            access,
            this.text(type, side),
          ]),
          declaration.additional && this.text(declaration.additional, side),
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
        return this.text(declaration.type, side);
      default:
        return declaration satisfies never;
    }
  }
}

function isComposed(type: TypeRef): type is TypeRef & { readonly kind: 'union' | 'intersection' } {
  return type.kind === 'union' || type.kind === 'intersection';
}
