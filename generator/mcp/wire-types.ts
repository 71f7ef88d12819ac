import type { CalledApi } from '../caller/index.js';
import type {
  Declaration,
  DeclarationId,
  Docs,
  InterfaceDeclaration,
  Property,
  TypeRef,
} from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { findProperty, getLineage, getOwnProperties, visitTypes } from '../model/walk.js';
import { quoteLine } from './text.js';

/** Types as JSON has them, for an assistant to read: close to TypeScript, with formats, on one line. */

type Api = Pick<CalledApi, 'model' | 'names'>;
type Direction = 'request' | 'response';

const MAX_DOCS = 100;
const MAX_DEFINITIONS = 12_000;

/** Prints a type; declarations by their names. */
export function printWireType(api: Api, type: TypeRef, direction: Direction): string {
  const print = (inner: TypeRef) => printWireType(api, inner, direction);
  const operand = (inner: TypeRef) => {
    const text = print(inner);
    return /[|&]/.test(text) && !/^[{[]/.test(text) ? `(${text})` : text;
  };
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
      return type.kind;
    case 'binary':
      return 'bytes';
    case 'scalar':
      return type.format === undefined || type.scalar !== 'string'
        ? type.scalar
        : `string<${quoteLine(type.format, 30)}>`;
    case 'literal':
      return quoteLine(JSON.stringify(type.value), MAX_DOCS);
    case 'array':
      return `${operand(type.items)}[]`;
    case 'tuple':
      return `[${[...type.items.map(print), ...(type.rest ? [`...${operand(type.rest)}[]`] : [])].join(', ')}]`;
    case 'record':
      return `{ [key]: ${print(type.values)} }`;
    case 'union':
      return [...new Set(type.members.map(print))].join(' | ');
    case 'intersection':
      return type.members.map(operand).join(' & ');
    case 'object':
      return printProperties(api, type.properties, type.additional, direction);
    case 'reference':
      return getTypeName(api, type.id, direction);
    default:
      return unreachable(type);
  }
}

function getTypeName({ names }: Api, id: DeclarationId, direction: Direction): string {
  const own = names.declarations.get(id);
  if (own === undefined) throw new Error(`No name was planned for ${id}`);
  return direction === 'request' ? own.inputType : own.type;
}

/** The definitions of all types that these use, the nearest first; the names of those that are too many. */
export function printDefinitions(
  api: Api,
  types: readonly TypeRef[],
  direction: Direction,
): { readonly definitions: Readonly<Record<string, string>>; readonly left: readonly string[] } {
  const ids = new Set<DeclarationId>();
  const collect = (type: TypeRef) =>
    visitTypes(type, (part) => {
      if (part.kind === 'reference') ids.add(part.id);
    });
  types.forEach(collect);
  const definitions: [string, string][] = [];
  const left: string[] = [];
  let length = 0;
  // A Set's iteration also visits what is added to it meanwhile.
  for (const id of ids) {
    const declaration = api.model.declarations.get(id);
    if (declaration === undefined) continue;
    const name = getTypeName(api, id, direction);
    const text = length < MAX_DEFINITIONS ? printDeclaration(api, declaration, direction) : '';
    length += text.length;
    if (text === '') {
      left.push(name);
      continue;
    }
    definitions.push([name, text]);
    listParts(api, declaration).forEach(collect);
  }
  return { definitions: Object.fromEntries(definitions), left };
}

function printDeclaration(api: Api, declaration: Declaration, direction: Direction): string {
  switch (declaration.kind) {
    case 'alias':
      return printWireType(api, declaration.type, direction);
    case 'enum': {
      const members = declaration.members.map(({ value, name, description }) => {
        const label = name ?? description;
        return `${JSON.stringify(value)}${label === undefined ? '' : ` (${quoteLine(label, 40)})`}`;
      });
      return quoteLine([...members, ...(declaration.nullable ? ['null'] : [])].join(' | '), 2000);
    }
    case 'interface': {
      const properties = listProperties(api, declaration);
      const own = printProperties(api, properties, declaration.additional, direction);
      const { variants } = declaration;
      if (variants === undefined) return own;
      const cases = variants.mapping.map(
        ({ value, id }) => `${quoteLine(value, 40)}: ${getTypeName(api, id, direction)}`,
      );
      return `${own}; by ${quoteLine(variants.propertyName, 40)}: ${cases.join(', ')}`;
    }
    default:
      return unreachable(declaration);
  }
}

/** Its own properties and those that it inherits. */
export function listProperties(
  { model: { declarations } }: Api,
  { id }: InterfaceDeclaration,
): readonly Property[] {
  const lineage = [...getLineage(declarations, id)];
  const names = new Set(
    lineage.flatMap((each) =>
      getOwnProperties(declarations.get(each)).map(({ wireName }) => wireName),
    ),
  );
  return [...names].flatMap((name) => findProperty(declarations, id, name) ?? []);
}

function listParts(api: Api, declaration: Declaration): readonly TypeRef[] {
  switch (declaration.kind) {
    case 'alias':
      return [declaration.type];
    case 'enum':
      return [];
    case 'interface':
      return [
        ...listProperties(api, declaration).map(({ type }) => type),
        ...(declaration.additional ? [declaration.additional] : []),
        ...(declaration.variants?.mapping ?? []).map(
          ({ id }) => ({ kind: 'reference', id }) as const,
        ),
      ];
    default:
      return unreachable(declaration);
  }
}

function printProperties(
  api: Api,
  properties: readonly Property[],
  additional: TypeRef | undefined,
  direction: Direction,
): string {
  const hidden = direction === 'request' ? 'read' : 'write';
  const texts = properties
    .filter(({ access }) => access !== hidden)
    .map(({ wireName, required, type, docs }) => {
      const name = /^[\w$]+$/.test(wireName) ? wireName : quoteLine(JSON.stringify(wireName), 60);
      return `${name}${required ? '' : '?'}: ${printWireType(api, type, direction)}${printRemark(docs)}`;
    });
  const rest = additional ? [`[key]: ${printWireType(api, additional, direction)}`] : [];
  return `{ ${[...texts, ...rest].join('; ')} }`;
}

function printRemark(docs: Docs): string {
  const text = describeDocs(docs, MAX_DOCS);
  return text === '' ? '' : ` /* ${text.replaceAll('*/', '* /')} */`;
}

/** What the document says of something, on one line; empty when it says nothing. */
export function describeDocs(docs: Docs, maxLength: number): string {
  const texts = [docs.deprecated ? 'Deprecated.' : '', docs.summary ?? '', docs.description ?? ''];
  return quoteLine(texts.filter((text) => text !== '').join(' '), maxLength);
}
