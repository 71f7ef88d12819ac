import type {
  ApiModel,
  Declaration,
  Operation,
  Parameter,
  Property,
  RequestContent,
  TypeRef,
} from '../../model/model.js';
import { UNKNOWN } from '../../model/type-refs.js';
import type { Webhook } from '../../model/webhook.js';
import { getPayloadType } from '../compiler/webhook-probes.js';
import type { Subject } from '../finding.js';

/** What the model has at a location of the published document. */
export interface TypedLocation {
  readonly type: TypeRef;
  readonly required?: boolean;
  readonly access: Property['access'];
  readonly declaration?: Declaration;
}

type Owner = Operation | Webhook | Declaration;
type Locations = Map<string, TypedLocation>;

/**
 * The typed locations of a model, by JSON pointer. A document of some megabytes has 100 000 of them and few are looked
 * up, so those of an operation or a declaration are listed when the first of them is.
 */
export class TypedLocations {
  readonly #model: ApiModel;
  readonly #owners: ReadonlyMap<string, Owner>;
  readonly #byOwner = new Map<Owner, Locations>();
  #all: Locations | undefined;

  constructor(model: ApiModel) {
    this.#model = model;
    this.#owners = new Map(listOwners(model).map((owner) => [owner.origin.pointer, owner]));
  }

  find(pointer: string): TypedLocation | undefined {
    const owner = this.#findOwner(pointer);
    if (owner === undefined) return this.#findAnywhere(pointer);
    const known = this.#byOwner.get(owner) ?? listLocations([owner]);
    this.#byOwner.set(owner, known);
    const typed = known.get(pointer);
    // A schema's property may belong to another declaration, such as one that was split from it.
    return typed ?? (isDeclaration(owner) ? this.#findAnywhere(pointer) : undefined);
  }

  /** The innermost operation or declaration that a location lies in. */
  #findOwner(pointer: string): Owner | undefined {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const owner = this.#owners.get(pointer.slice(0, end));
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  #findAnywhere(pointer: string): TypedLocation | undefined {
    this.#all ??= listLocations(listOwners(this.#model));
    return this.#all.get(pointer);
  }
}

function listOwners({ services, webhooks, declarations }: ApiModel): readonly Owner[] {
  return [
    ...services.flatMap(({ operations }) => operations),
    ...webhooks,
    ...declarations.values(),
  ];
}

function isDeclaration(owner: Owner): owner is Declaration {
  return 'kind' in owner;
}

function listLocations(owners: readonly Owner[]): Locations {
  const locations: Locations = new Map();
  const addProperties = (properties: readonly Property[]): void => {
    for (const { origin, type, required, access } of properties) {
      locations.set(origin.pointer, { type, required, access });
      addInside(type);
    }
  };
  const addInside = (type: TypeRef): void => {
    switch (type.kind) {
      case 'object':
        addProperties(type.properties);
        if (type.additional) addInside(type.additional);
        return;
      case 'array':
        addInside(type.items);
        return;
      case 'record':
        addInside(type.values);
        return;
      case 'tuple':
        type.items.forEach(addInside);
        return;
      case 'union':
      case 'intersection':
        type.members.forEach(addInside);
        return;
      default:
        return;
    }
  };
  const addOperation = ({ parameters, body, responses }: Operation): void => {
    const addSent = ({ origin, type }: Parameter | RequestContent, required: boolean) => {
      locations.set(origin.pointer, { type, required, access: 'both' });
      addInside(type);
    };
    for (const parameter of parameters) addSent(parameter, parameter.required);
    for (const content of body?.contents ?? []) addSent(content, body?.required === true);
    for (const response of responses) if (response.body) addInside(response.body.type);
  };
  const addDeclaration = (declaration: Declaration): void => {
    const type: TypeRef = { kind: 'reference', id: declaration.id };
    locations.set(declaration.origin.pointer, { type, access: 'both', declaration });
    if (declaration.kind === 'interface') addProperties(declaration.properties);
    if (declaration.kind === 'alias') addInside(declaration.type);
  };
  for (const owner of owners) {
    if (isDeclaration(owner)) addDeclaration(owner);
    else if ('answers' in owner) addInside(getPayloadType(owner) ?? UNKNOWN);
    else addOperation(owner);
  }
  return locations;
}

/** The type of an operation's part: `body application/json`, `200 application/json`, `query:Page`. */
export function getPartType(operation: Operation | undefined, part: string): TypeRef | undefined {
  const [location = '', mediaType] = part.split(' ', 2);
  const { parameters = [], body, responses = [] } = operation ?? {};
  if (location === 'body')
    return body?.contents.find((content) => content.mediaType === mediaType)?.type;
  const response = responses.find(({ status }) => status === location)?.body;
  if (response !== undefined) return response.mediaType === mediaType ? response.type : undefined;
  return parameters.find((parameter) => `${parameter.in}:${parameter.wireName}` === part)?.type;
}

/** The type one step further inside, through nullable unions and references. */
export function stepInto(model: ApiModel, type: TypeRef, step: string): TypeRef | undefined {
  switch (type.kind) {
    case 'array':
      return step === '[]' ? type.items : undefined;
    case 'record':
      return step === '*' ? type.values : undefined;
    case 'object':
      return step === '*'
        ? type.additional
        : type.properties.find(({ wireName }) => wireName === step)?.type;
    case 'union': {
      const [only, ...others] = type.members.filter(({ kind }) => kind !== 'null');
      return only && others.length === 0 ? stepInto(model, only, step) : undefined;
    }
    case 'reference': {
      const declaration = model.declarations.get(type.id);
      if (declaration?.kind === 'alias') return stepInto(model, declaration.type, step);
      if (declaration?.kind !== 'interface') return undefined;
      return step === '*'
        ? declaration.additional
        : declaration.properties.find(({ wireName }) => wireName === step)?.type;
    }
    default:
      return undefined;
  }
}

/** The type that an alias stands for; any other type itself. */
export function resolveAlias(model: ApiModel, type: TypeRef): TypeRef {
  const declaration = type.kind === 'reference' ? model.declarations.get(type.id) : undefined;
  return declaration?.kind === 'alias' ? resolveAlias(model, declaration.type) : type;
}

/** Kinds of types of which programs name no property, even if the document describes some. */
export const WITHOUT_PROPERTIES: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'scalar',
  'literal',
  'binary',
  'array',
  'tuple',
  'record',
]);

/** Whether a part is of a media type that the SDK neither sends nor reads there. */
export function isUnusedMediaType({ body, responses }: Operation, part: string): boolean {
  const [location = '', mediaType] = part.split(' ', 2);
  // A range such as `text/*` is sent as one of its types.
  if (mediaType === undefined || mediaType === 'header' || mediaType.includes('*')) return false;
  if (location === 'body')
    return !body?.contents.some((content) => content.mediaType === mediaType);
  return responses.find(({ status }) => status === location)?.body?.mediaType !== mediaType;
}

/** Whether it is about a request that the API sends. */
export function isSentByApi({ kind, part = '' }: Pick<Subject, 'kind' | 'part'>): boolean {
  return kind === 'webhook' || (kind === 'operation' && part.startsWith('callback '));
}

/**
 * The type of what a program reads of a request that the API sends: `POST body application/json` of a webhook, with
 * `callback onMoved` before it of an operation. Undefined for what the SDK has no type for, such as the answer.
 */
export function getSentType(
  { webhooks }: ApiModel,
  { kind, wireName, part = '' }: Pick<Subject, 'kind' | 'wireName' | 'part'>,
  id: string,
): TypeRef | undefined {
  const found = webhooks.find(({ callback, wireName: name, method, body }) => {
    const whole = `${method} body ${body?.mediaType ?? ''}`;
    return callback === undefined
      ? kind === 'webhook' && name === wireName && part === whole
      : callback.operation === id && part === `callback ${name} ${whole}`;
  });
  return found && getPayloadType(found);
}
