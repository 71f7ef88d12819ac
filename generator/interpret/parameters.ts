import type { ParameterObject, ReferenceObject, SchemaObject } from '../document/openapi.js';
import type { Parameter, ParameterLocation, ParameterStyle, PathPart } from '../model/model.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { STRING } from '../model/type-refs.js';
import { getEssence } from '../util/media-type.js';
import { getMediaKind } from '../util/media-kinds.js';
import { dereference, getOrigin, type Context } from './context.js';
import { readDocs } from './docs.js';
import { getValues } from './type-values.js';
import { toType } from './types.js';

type ParameterList = readonly (ParameterObject | ReferenceObject)[] | undefined;

/** OpenAPI 3.1, section 4.8.12.2.1: header parameters with these names are ignored. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization']);

/** Splits a path template at its braces; undefined when it does not start with `/` or its braces are not in pairs. */
export function splitPath(template: string): readonly PathPart[] | undefined {
  if (!template.startsWith('/')) return undefined;
  const parts: PathPart[] = [];
  // A fragment is never sent (RFC 9110, section 7.1).
  let [rest = ''] = template.split('#', 1);
  while (rest !== '') {
    const open = rest.indexOf('{');
    const text = open === -1 ? rest : rest.slice(0, open);
    if (text.includes('}')) return undefined;
    if (text !== '') parts.push({ kind: 'text', text });
    if (open === -1) break;
    const close = rest.indexOf('}', open);
    const name = rest.slice(open + 1, close);
    if (close === -1 || name.trim() === '' || name.includes('{')) return undefined;
    parts.push({ kind: 'parameter', wireName: toParameterName(name) });
    rest = rest.slice(close + 1);
  }
  return parts;
}

/** Strips ASP.NET's route syntax, which some documents contain: `*slug`, `id:int`, `id?`. */
function toParameterName(braces: string): string {
  return (
    braces
      .replace(/^\*+/, '')
      .replace(/[?:=].*$/s, '')
      .trim() || braces
  );
}

/** The parameters of an operation and of its path, distinct by location and name; the path's as the template has them. */
export function readParameters(
  context: Context,
  path: readonly PathPart[],
  operation: object,
  ofPath: ParameterList,
  ofOperation: ParameterList,
): { readonly parameters: readonly Parameter[]; readonly path: readonly PathPart[] } {
  const declared = new Map<string, Parameter>();
  for (const list of [ofOperation, ofPath]) {
    const inThisList = new Set<string>();
    for (const item of list ?? []) {
      const parameter = readParameter(context, item);
      if (parameter === undefined) continue;
      const key = `${parameter.in}:${parameter.wireName}`;
      if (inThisList.has(key)) {
        context.diagnostics.report(
          'parameter-duplicate',
          parameter.origin.pointer,
          `The parameter '${parameter.wireName}' (${parameter.in}) is declared twice.`,
        );
      }
      inThisList.add(key);
      if (!declared.has(key)) declared.set(key, parameter);
    }
  }
  const matched = matchPath(
    context,
    path,
    operation,
    [...declared.values()].filter((parameter) => parameter.in === 'path'),
  );
  const others = [...declared.values()]
    .filter((parameter) => parameter.in !== 'path')
    .sort(compareParameters);
  const kept = withoutConflicts(context, others);
  return { path: matched.path, parameters: [...matched.parameters, ...kept] };
}

/** A parameter for the whole query leaves no room for another in it (OpenAPI 3.2, section 4.12.1). */
function withoutConflicts(
  context: Context,
  parameters: readonly Parameter[],
): readonly Parameter[] {
  const whole = parameters.find((parameter) => parameter.in === 'querystring');
  return parameters.filter((parameter) => {
    const inQuery = parameter.in === 'query' || parameter.in === 'querystring';
    if (whole === undefined || parameter === whole || !inQuery) return true;
    context.diagnostics.report(
      'parameter-conflict',
      parameter.origin.pointer,
      `The parameter '${whole.wireName}' is the whole query beside '${parameter.wireName}'.`,
    );
    return false;
  });
}

const LOCATIONS: readonly ParameterLocation[] = [
  'path',
  'query',
  'querystring',
  'header',
  'cookie',
];

function compareParameters(a: Parameter, b: Parameter): number {
  return LOCATIONS.indexOf(a.in) - LOCATIONS.indexOf(b.in) || byCodeUnit(a.wireName, b.wireName);
}

/** Matches the declared path parameters to the template. The template decides which there are. */
function matchPath(
  context: Context,
  path: readonly PathPart[],
  operation: object,
  declared: readonly Parameter[],
) {
  const used = new Map<string, Parameter>();
  const origin = getOrigin(context, operation);
  const matchedPath = path.map((part): PathPart => {
    if (part.kind === 'text') return part;
    const exact = declared.find((parameter) => parameter.wireName === part.wireName);
    const close =
      exact ??
      declared.find(
        (parameter) => parameter.wireName.toLowerCase() === part.wireName.toLowerCase(),
      );
    if (close === undefined) {
      context.diagnostics.report(
        'path-parameter-undeclared',
        origin.pointer,
        `The path contains '{${part.wireName}}', which is not declared.`,
      );
    } else if (exact === undefined) {
      context.diagnostics.report(
        'path-parameter-case',
        close.origin.pointer,
        `The parameter '${close.wireName}' is '{${part.wireName}}' in the path.`,
      );
    }
    const parameter = close ?? createUndeclared(part.wireName, operation, context);
    used.set(parameter.wireName, parameter);
    return { kind: 'parameter', wireName: parameter.wireName };
  });
  for (const parameter of declared) {
    if (used.has(parameter.wireName)) continue;
    context.diagnostics.report(
      'path-parameter-unused',
      parameter.origin.pointer,
      `The path does not contain the parameter '${parameter.wireName}'.`,
    );
  }
  return { path: matchedPath, parameters: [...used.values()] };
}

function createUndeclared(wireName: string, operation: object, context: Context): Parameter {
  return {
    wireName,
    in: 'path',
    type: STRING,
    required: true,
    style: 'simple',
    explode: false,
    allowReserved: false,
    docs: {},
    origin: getOrigin(context, operation),
  };
}

function readParameter(
  context: Context,
  item: ParameterObject | ReferenceObject,
): Parameter | undefined {
  const node = dereference<ParameterObject>(context, item);
  if (node === undefined || !isLocation(node.in) || typeof node.name !== 'string') {
    context.diagnostics.report(
      'node-malformed',
      getOrigin(context, item).pointer,
      'A parameter must have a name and a location (path, query, querystring, header or cookie).',
    );
    return undefined;
  }
  if (node.in === 'header' && IGNORED_HEADERS.has(node.name.toLowerCase())) {
    const message = `The header parameter '${node.name}' is ignored.`;
    context.diagnostics.reportOnce('header-ignored', getOrigin(context, node).pointer, message);
    return undefined;
  }
  const { type, style, schema } = readSerialization(context, node, node.in);
  return {
    wireName: node.name,
    in: node.in,
    type,
    required: node.in === 'path' || node.required === true,
    style,
    explode: node.explode ?? (style === 'form' || style === 'cookie'),
    allowReserved: node.allowReserved === true,
    docs: {
      ...readDocs(typeof schema === 'object' ? withoutTitle(schema) : {}),
      ...readDocs(node),
    },
    origin: getOrigin(context, node),
  };
}

/** The type and the style: of its schema, or of the media type of its content. */
function readSerialization(
  context: Context,
  node: ParameterObject,
  location: ParameterLocation,
): Pick<Parameter, 'type' | 'style'> & { readonly schema: ParameterObject['schema'] } {
  const [entry] = sortedBy(Object.entries(node.content ?? {}), ([mediaType]) => mediaType);
  if (entry === undefined) {
    const { schema } = node;
    return { type: toType(context, schema), style: readStyle(context, node, location), schema };
  }
  const [mediaType, { schema }] = entry;
  const type = toType(context, schema);
  const [plain] = STYLES[location];
  const kind = getMediaKind(mediaType);
  if (kind === 'json' || kind === 'any') return { type, style: 'json', schema };
  const isForm = getEssence(mediaType) === 'application/x-www-form-urlencoded';
  const { structures } = getValues(context, type);
  if ((isForm && location === 'querystring') || (kind === 'plainText' && !structures))
    return { type, style: plain, schema };
  context.diagnostics.reportOnce(
    'parameter-unwritable',
    getOrigin(context, node).pointer,
    `The parameter '${node.name.slice(0, 80)}' is declared as ${mediaType.slice(0, 80)}.`,
  );
  return { type: STRING, style: plain, schema };
}

function withoutTitle(schema: SchemaObject): SchemaObject {
  const { title: _, ...rest } = schema;
  return rest;
}

function isLocation(location: string): location is ParameterLocation {
  return (LOCATIONS as readonly string[]).includes(location);
}

/** OpenAPI has these in queries alone, and Swagger 2.0 everywhere. */
const SEPARATED = ['spaceDelimited', 'pipeDelimited', 'tabDelimited'] as const;

/** OpenAPI 3.2, section 4.12.3: the styles of each location; the first is the default. */
const STYLES: Readonly<Record<ParameterLocation, readonly [ParameterStyle, ...ParameterStyle[]]>> =
  {
    path: ['simple', 'label', 'matrix', ...SEPARATED],
    query: ['form', ...SEPARATED, 'deepObject'],
    querystring: ['form'],
    header: ['simple', ...SEPARATED],
    cookie: ['form', 'cookie'],
  };

function readStyle(
  context: Context,
  node: ParameterObject,
  location: ParameterLocation,
): ParameterStyle {
  const styles = STYLES[location];
  const style = styles.find((name) => name === node.style);
  if (style === undefined && node.style !== undefined)
    context.diagnostics.reportOnce(
      'parameter-style',
      getOrigin(context, node).pointer,
      `A ${location} parameter cannot have the style '${node.style.slice(0, 40)}'.`,
    );
  return style ?? styles[0];
}
