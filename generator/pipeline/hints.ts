import type { ApiModel, InterfaceDeclaration, Property, TypeRef } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { getOperations, visitTypes } from '../model/walk.js';
import type { NameOverrides } from '../naming/index.js';
import type { Rename } from './renames.js';
import { plural } from '../util/plural.js';

export type HintCode = 'requiredness' | 'names' | 'int64' | 'dates' | 'credentials';

/** A setting that would make a better package of this document. */
export interface Hint {
  readonly code: HintCode;
  /** What was seen, and what the setting does. */
  readonly message: string;
  /** What to add to `sdk.config.json`. */
  readonly config: HintConfig;
  /** A file that the configuration names, to be completed by a person. */
  readonly file?: { readonly path: string; readonly text: string };
}

/** The parts of the configuration that hints are about. */
export interface HintConfig {
  readonly output?: OutputSwitches;
  readonly names?: NameOverrides;
  readonly overlays?: readonly string[];
}

/** A package as it was generated, and the settings that were given for it. */
export interface HintInput {
  /** With the switches applied. */
  readonly model: ApiModel;
  /** What the rules would name otherwise than the package on disk does. */
  readonly renames: readonly Rename[];
  readonly switches: OutputSwitches;
  /** The version that the document declares: `2.0`, `3.0.1`. */
  readonly publishedVersion: string;
}

/**
 * Finds what the user would want to know of the document, and has no setting for yet. Pure: the same package gives the
 * same hints. A switch that is set, whatever its value, and a name that is chosen are not mentioned.
 */
export function findHints(input: HintInput): readonly Hint[] {
  return [
    suggestRequiredness(input),
    suggestNames(input),
    suggestCredentials(input),
    suggestInt64(input),
    suggestDates(input),
  ].flatMap((hint) => hint ?? []);
}

/**
 * Where the document says which properties may be null, but not which are there. Without any that may be null, as in
 * Swagger 2.0, the switch would promise too much.
 */
function suggestRequiredness({ model, switches }: HintInput): Hint | undefined {
  const properties = getResponseProperties(model).filter(({ access }) => access !== 'write');
  const required = properties.filter((property) => property.required).length;
  const nullable = properties.filter(({ type }) => mayBeNull(type)).length;
  const optional = properties.length - required - nullable;
  const saysNull = nullable >= properties.length / 10;
  if (switches.requiredness !== undefined || !saysNull) return undefined;
  if (properties.length < 10 || required > properties.length / 20 || optional < 5) return undefined;
  return {
    code: 'requiredness',
    message: `The document declares ${required} of ${plural(properties.length, 'property', 'properties')} of responses as required, though ASP.NET writes all of them. With this, ${optional} that may not be null lose their \`?\`.`,
    config: { output: { requiredness: 'nonNullableIsRequired' } },
  };
}

/** A package keeps its names when the rules get better; a new name is the user's decision. */
function suggestNames({ renames }: HintInput): Hint | undefined {
  const calls = renames.filter(({ kind }) => kind === 'call');
  const [first] = calls;
  if (first === undefined) return undefined;
  const count = plural(calls.length, 'method keeps its name', 'methods keep their names');
  const methods = calls.map(({ of, to }) => [of, to.slice(to.indexOf('.') + 1)] as const);
  return {
    code: 'names',
    message: `${count} from an earlier version of the generator, which would now choose others, such as \`${first.to}\` for \`${first.from}\`. \`generate --rename\` lists them all. Take some of these, or all with \`--rename write\`.`,
    config: { names: { operations: Object.fromEntries(methods) } },
  };
}

/** Where operations refuse what is not authenticated, and nothing says how to be. */
function suggestCredentials({ model, publishedVersion }: HintInput): Hint | undefined {
  const refusing = getOperations(model).filter(({ responses }) =>
    responses.some(({ status }) => status === '401'),
  );
  if (refusing.length === 0 || model.securitySchemes.length > 0) return undefined;
  const count = plural(refusing.length, 'operation answers', 'operations answer');
  return {
    code: 'credentials',
    message: `${count} 401, but the document declares no credentials. The client takes a bearer \`token\`; for an API key, add an overlay with the header's name.`,
    config: { overlays: [OVERLAY] },
    file: { path: OVERLAY, text: printKeyOverlay(publishedVersion) },
  };
}

const OVERLAY = 'credentials.overlay.yaml';

function printKeyOverlay(publishedVersion: string): string {
  const schemes = '{ key: { type: apiKey, in: header, name: X-Api-Key } }';
  const declaration = publishedVersion.startsWith('2')
    ? `securityDefinitions: ${schemes}`
    : `components: { securitySchemes: ${schemes} }`;
  return [
    'overlay: 1.0.0',
    'info: { title: Credentials, version: 1.0.0 }',
    'actions:',
    `  - target: $`,
    `    update: { ${declaration}, security: [{ key: [] }] }`,
  ].join('\n');
}

/** Only ids: a rounded id is another thing, a rounded size is almost the same size. */
function suggestInt64({ model, switches }: HintInput): Hint | undefined {
  const named = [
    ...getResponseProperties(model).map(({ wireName, type }) => ({ wireName, type })),
    ...getOperations(model).flatMap(({ parameters }) => parameters),
  ];
  const ids = named.filter(
    ({ wireName, type }) => /(?:^i|I)ds?$|ID$/.test(wireName) && isInt64(type),
  );
  const [first] = ids;
  if (switches.int64 !== undefined || first === undefined) return undefined;
  return {
    code: 'int64',
    message: `${plural(ids.length, 'id is an integer', 'ids are integers')} of 64 bits (\`${first.wireName}\`). As a \`number\`, one above 2^53 loses digits; a \`string\` or a \`bigint\` keeps them.`,
    config: { output: { int64: 'string' } },
  };
}

function suggestDates({ model, switches }: HintInput): Hint | undefined {
  const count = getResponseProperties(model).filter(({ type }) => isDateTime(type)).length;
  if (switches.dates !== undefined || count < 20) return undefined;
  return {
    code: 'dates',
    message: `${count} properties of responses are points in time. They are text; with this they are \`Date\` objects, with \`temporal\` those of Temporal.`,
    config: { output: { dates: 'date' } },
  };
}

function getResponseProperties({ declarations }: ApiModel): readonly Property[] {
  return [...declarations.values()]
    .filter((each): each is InterfaceDeclaration => each.kind === 'interface' && each.use.response)
    .flatMap(({ properties }) => properties);
}

function mayBeNull(type: TypeRef): boolean {
  return type.kind === 'union' && type.members.some(({ kind }) => kind === 'null');
}

function isInt64(type: TypeRef): boolean {
  return hasFormat(type, (format) => format === 'int64' || format === 'uint64');
}

function isDateTime(type: TypeRef): boolean {
  return hasFormat(type, (format) => format === 'date-time');
}

function hasFormat(type: TypeRef, is: (format: string) => boolean): boolean {
  let found = false;
  visitTypes(type, (part) => {
    found ||= part.kind === 'scalar' && part.format !== undefined && is(part.format);
  });
  return found;
}
