import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Finding, Side, Subject } from '../finding.js';
import type { Effect } from '../kinds/index.js';
import type { TypePair } from './index.js';
import type { SdkVersions } from './sdk-version.js';

/** The subject of a change, as programs write it: `VehicleDto.soldAt`, `vehicles.list: pageSize`. */
export function printSubject(finding: Finding, versions: SdkVersions): string {
  const { subject } = finding;
  switch (subject.kind) {
    case 'document':
      return printTypeNames(finding, versions)?.before ?? subject.part ?? 'document';
    case 'securityScheme':
      return ['security', subject.wireName, subject.part].filter(Boolean).join(' ');
    case 'webhook':
      return withPart(`webhook ${subject.wireName}`, subject.part, subject.path);
    case 'schema': {
      const renamed = printTypeNames(finding, versions);
      const name = renamed?.before ?? printSchemaName(subject.wireName, versions);
      return name + printPath(subject.path);
    }
    case 'operation':
      return withPart(
        printCall(subject.wireName, versions),
        printPart(subject, versions),
        subject.path,
      );
    default:
      return subject.kind satisfies never;
  }
}

/** What follows the subject: its messages, or the new name of what was renamed. */
export function printMessage(
  finding: Finding,
  effects: readonly Effect[],
  versions: SdkVersions,
): string {
  const renamed = printNames(finding, versions);
  if (renamed !== undefined) return `was renamed to \`${renamed.after}\``;
  const messages = [...new Set(effects.map(({ message }) => message))];
  const [same, ...others] = new Set(
    messages.map((text) => text.replace(/ in (?:requests|responses)$/, '')),
  );
  return messages.length === 2 && others.length === 0
    ? `${same ?? ''} in requests and responses`
    : messages.join(', and ');
}

/** `vehicles.list`; an operation that neither SDK has keeps its method and path. */
export function printCall(id: string, { before, after, newId }: SdkVersions): string {
  return before.getCall(id) ?? after.getCall(newId(id)) ?? id;
}

/** The type's name; a schema that neither SDK has keeps its key. */
function printSchemaName(wireName: string, { before, after }: SdkVersions): string {
  return before.getTypeName(wireName) ?? after.getTypeName(wireName) ?? wireName;
}

function withPart(name: string, part: string | undefined, path: readonly string[]): string {
  return `${name}${part === undefined ? '' : `: ${part}`}${printPath(path)}`;
}

/** `.lines[].id`, `[*]` for the values of a record, ` (oneOf Cat)` for a variant. */
function printPath(path: readonly string[]): string {
  return path
    .map((segment) => {
      if (segment === '[]') return '[]';
      if (segment === '*') return '[*]';
      if (/^[A-Za-z_$][\w$]*$/.test(segment)) return `.${segment}`;
      return segment.includes(' ') ? ` (${segment})` : `[${JSON.stringify(segment)}]`;
    })
    .join('');
}

function printPart({ part, wireName }: Subject, versions: SdkVersions): string | undefined {
  if (part === undefined) return undefined;
  const { before, after, newId } = versions;
  const [location, mediaType] = part.split(' ', 2);
  if (location === 'body') {
    const body = before.getOperation(wireName)?.body ?? after.getOperation(newId(wireName))?.body;
    const isUsed =
      mediaType === undefined || body === undefined || body.contents[0].mediaType === mediaType;
    return isUsed ? 'body' : `body (${mediaType})`;
  }
  if (/^(path|query|querystring|header|cookie):/.test(part))
    return (
      before.getParameterName(wireName, part) ??
      after.getParameterName(newId(wireName), part) ??
      part.replace(':', ' ')
    );
  return part;
}

/** What a report shows as before and after. */
export interface BeforeAndAfter {
  readonly before?: string;
  readonly after?: string;
}

/**
 * The names, whether it is required, the types or the values: the first of these that differs. Never the same text
 * twice, and never the subject's own name.
 */
export function printBeforeAndAfter(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): BeforeAndAfter {
  const differing = types.flatMap((pair) => printTypes(finding, pair) ?? []);
  const names = printNames(finding, versions) ?? printRequired(finding) ?? printOperation(finding);
  if (names !== undefined) return names;
  const { before, after } = differing[0] ?? printValues(finding);
  const subject = printSubject(finding, versions);
  return defined({
    before: before === subject ? undefined : before,
    after: after === subject ? undefined : after,
  });
}

/** The old and the new name of a call, a type or a parameter that was renamed. */
function printNames(finding: Finding, versions: SdkVersions): Required<BeforeAndAfter> | undefined {
  return (
    printCalls(finding, versions) ??
    printTypeNames(finding, versions) ??
    printParameterNames(finding, versions)
  );
}

/** The names of a parameter as programs write them, or those that are sent where only these differ. */
function printParameterNames(
  { what, subject: { wireName, part = '' }, before, after }: Finding,
  versions: SdkVersions,
): Required<BeforeAndAfter> | undefined {
  if (what !== 'parameter-renamed' && what !== 'querystring-renamed') return undefined;
  const [location = ''] = part.split(':');
  const sent = { before: String(before?.value), after: String(after?.value) };
  const was = versions.before.getParameterName(wireName, `${location}:${sent.before}`);
  const id = versions.newId(wireName);
  const is = versions.after.getParameterName(id, `${location}:${sent.after}`);
  return was === undefined || is === undefined || was === is ? sent : { before: was, after: is };
}

/** The names of a type, where its schema was renamed, or of the client. */
function printTypeNames(
  { what, before, after }: Finding,
  versions: SdkVersions,
): Required<BeforeAndAfter> | undefined {
  if (what === 'client-renamed')
    return { before: versions.before.names.client, after: versions.after.names.client };
  if (what !== 'schema-renamed') return undefined;
  const [was, is] = [String(before?.value), String(after?.value)];
  return {
    before: versions.before.getTypeName(was) ?? was,
    after: versions.after.getTypeName(is) ?? is,
  };
}

/** The method and path of an operation that only one of the documents has. */
function printOperation({ subject, what, before, after }: Finding): BeforeAndAfter | undefined {
  if (!/^(?:operation|path)-(?:added|removed)/.test(what)) return undefined;
  const { wireName } = subject;
  return defined({ before: before && wireName, after: after && wireName });
}

/** The names of a call that was renamed. */
function printCalls(
  { what, subject }: Finding,
  { before, after, newId }: SdkVersions,
): Required<BeforeAndAfter> | undefined {
  if (!/^operation-(id|tag)-/.test(what)) return undefined;
  const was = before.getCall(subject.wireName);
  const is = after.getCall(newId(subject.wireName));
  if (was === undefined || is === undefined || was === is) return undefined;
  return { before: was, after: is };
}

function printRequired({ what }: Finding): BeforeAndAfter | undefined {
  if (what.endsWith('became-required')) return { before: 'optional', after: 'required' };
  return what.endsWith('became-optional') ? { before: 'required', after: 'optional' } : undefined;
}

/** Types, where they differ and both exist wherever the documents have something. */
function printTypes(finding: Finding, types: TypePair): BeforeAndAfter | undefined {
  const before = types.before && layOut(types.before.type);
  const after = types.after && layOut(types.after.type);
  if (before === after) return undefined;
  if ((finding.before === undefined) !== (before === undefined)) return undefined;
  if ((finding.after === undefined) !== (after === undefined)) return undefined;
  return defined({ before, after });
}

/** A printed type without its comments, the members of its objects indented. */
function layOut(type: string): string {
  let depth = 0;
  return type
    .replace(/^\/\*\*[^]*?\*\/\n/gm, '')
    .split('\n')
    .map((line) => {
      if (line.startsWith('}')) depth = Math.max(depth - 1, 0);
      const indent = '  '.repeat(depth);
      if (line.endsWith('{')) depth += 1;
      return indent + line;
    })
    .join('\n');
}

function printValues({ before, after }: Finding): BeforeAndAfter {
  const values = [before, after].map(printValue);
  const [was, is] = values[0] === values[1] ? [before, after].map(printJsonValue) : values;
  return was === is ? {} : defined({ before: was, after: is });
}

function printJsonValue(side: Side | undefined): string | undefined {
  return side?.value === undefined ? undefined : printJson(side.value);
}

/** Undefined for an absent value and for an empty text. */
function printValue(side: Side | undefined): string | undefined {
  const value = side?.value;
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(', ');
  return printJsonValue(side);
}

/** JSON with sorted keys and spaces. */
function printJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`;
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{ ${members.map(([key, member]) => `${key}: ${printJson(member)}`).join(', ')} }`;
}
