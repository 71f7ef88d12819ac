import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Finding, Side, Subject } from '../finding.js';
import type { Kind } from '../kinds/index.js';
import type { SdkVersions, TypePair } from './sdk-version.js';

/** The subject of a change, as programs write it: `VehicleDto.soldAt`, `vehicles.list: pageSize`. */
export function printSubject({ subject }: Finding, versions: SdkVersions): string {
  switch (subject.kind) {
    case 'document':
      return subject.part ?? 'document';
    case 'securityScheme':
      return ['security', subject.wireName, subject.part].filter(Boolean).join(' ');
    case 'webhook':
      return withPart(`webhook ${subject.wireName}`, subject.part, subject.path);
    case 'schema':
      return printSchemaName(subject, versions) + printPath(subject.path);
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

/** What follows the subject: its kinds' messages, or the new name of a renamed call. */
export function printMessage(
  finding: Finding,
  kinds: readonly Kind[],
  versions: SdkVersions,
): string {
  const renamed = printCalls(finding, versions);
  if (renamed !== undefined) return `was renamed to \`${renamed.after}\``;
  return [...new Set(kinds.map(({ message }) => message))].join(', and ');
}

/** `vehicles.list`; an operation that neither SDK has keeps its method and path. */
export function printCall(id: string, { before, after, newId }: SdkVersions): string {
  return before.getCall(id) ?? after.getCall(newId(id)) ?? id;
}

/** The type's name; a schema that neither SDK has keeps its key. */
function printSchemaName({ wireName }: Subject, { before, after }: SdkVersions): string {
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

/** The call, whether it is required, the type or the value: the first of these that differs. */
export function printBeforeAndAfter(
  finding: Finding,
  types: readonly TypePair[],
  versions: SdkVersions,
): BeforeAndAfter {
  const differing = types.flatMap((pair) => printTypes(finding, pair) ?? []);
  return (
    printCalls(finding, versions) ?? printRequired(finding) ?? differing[0] ?? printValues(finding)
  );
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
  const before = types.before?.type;
  const after = types.after?.type;
  if (before === after) return undefined;
  if ((finding.before === undefined) !== (before === undefined)) return undefined;
  if ((finding.after === undefined) !== (after === undefined)) return undefined;
  return defined({ before, after });
}

function printValues({ before, after }: Finding): BeforeAndAfter {
  return defined({ before: printValue(before), after: printValue(after) });
}

/** Undefined for an absent value and for an empty text. */
function printValue(side: Side | undefined): string | undefined {
  if (side?.value === undefined) return undefined;
  const { value } = side;
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(', ');
  return printJson(value);
}

/** JSON with sorted keys and spaces. */
function printJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`;
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{ ${members.map(([key, member]) => `${key}: ${printJson(member)}`).join(', ')} }`;
}
