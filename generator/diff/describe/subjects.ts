import type { Finding, Subject } from '../finding.js';
import type { SdkSide } from './sides.js';

/** The two SDKs, and which operation of the new one an old one became. */
export interface Sides {
  readonly before: SdkSide;
  readonly after: SdkSide;
  /** The new id of an old operation; the id itself where it stayed. */
  readonly newId: (id: string) => string;
}

/** What a finding is about, in the SDK's words: `VehicleDto.soldAt`, `vehicles.list: pageSize`. */
export function subjectOf({ subject, after }: Finding, sides: Sides): string {
  switch (subject.kind) {
    case 'document':
      return subject.part ?? 'document';
    case 'securityScheme':
      return ['security', subject.wireName, subject.part].filter(Boolean).join(' ');
    case 'webhook':
      return withPart(`webhook ${subject.wireName}`, subject.part, subject.path);
    case 'schema':
      return schemaName(subject, sides) + pathText(subject.path);
    case 'operation':
      return withPart(
        callOf(subject.wireName, sides),
        partName(subject, sides, after === undefined),
        subject.path,
      );
    default:
      return subject.kind satisfies never;
  }
}

/** `vehicles.list`; an operation that no SDK has keeps its method and path. */
export function callOf(id: string, { before, after, newId }: Sides): string {
  return before.call(id) ?? after.call(newId(id)) ?? id;
}

/** As programs know it; a schema of neither SDK keeps its key. */
function schemaName({ wireName }: Subject, { before, after }: Sides): string {
  return before.declaration(wireName) ?? after.declaration(wireName) ?? wireName;
}

function withPart(name: string, part: string | undefined, path: readonly string[]): string {
  const inside = pathText(path);
  if (part === undefined) return name + inside;
  return `${name}: ${part}${inside}`;
}

/** `.lines[].id`, `[*]` for the values of a record, ` (oneOf Cat)` for a variant. */
function pathText(path: readonly string[]): string {
  return path
    .map((segment) => {
      if (segment === '[]') return '[]';
      if (segment === '*') return '[*]';
      if (/^[A-Za-z_$][\w$]*$/.test(segment)) return `.${segment}`;
      return segment.includes(' ') ? ` (${segment})` : `[${JSON.stringify(segment)}]`;
    })
    .join('');
}

function partName(subject: Subject, sides: Sides, gone: boolean): string | undefined {
  const { part, wireName } = subject;
  if (part === undefined) return undefined;
  const { before, after, newId } = sides;
  const [place, mediaType] = part.split(' ', 2);
  if (place === 'body') {
    const name = (gone ? before : after).body(gone ? wireName : newId(wireName));
    const known = before.operation(wireName)?.body ?? after.operation(newId(wireName))?.body;
    const isSpoken =
      mediaType === undefined || known === undefined || known.mediaType === mediaType;
    return isSpoken ? name : `${name} (${mediaType})`;
  }
  if (/^(path|query|header|cookie):/.test(part))
    return (
      before.parameter(wireName, part) ??
      after.parameter(newId(wireName), part) ??
      part.replace(':', ' ')
    );
  return part;
}
