import { byCodeUnit } from '../../util/order.js';
import type { Finding, Side } from '../finding.js';
import type { Types } from './types.js';
import type { Sides } from './subjects.js';

export interface Told {
  readonly before?: string;
  readonly after?: string;
}

/** What stood there and what stands there now: the call, the type, or the value. */
export function toldValues(finding: Finding, types: readonly Types[], sides: Sides): Told {
  const differing = types.flatMap((way) => typesOf(finding, way) ?? []);
  return callsOf(finding, sides) ?? needsOf(finding) ?? differing[0] ?? valuesOf(finding);
}

/** Where programs call it by another name, that is what they want to see. */
function callsOf({ what, subject }: Finding, { before, after, newId }: Sides): Told | undefined {
  if (!/^operation-(id|tag)-/.test(what)) return undefined;
  const [was, is] = [before.call(subject.wireName), after.call(newId(subject.wireName))];
  return was === undefined || is === undefined || was === is
    ? undefined
    : { before: was, after: is };
}

function needsOf({ what }: Finding): Told | undefined {
  if (what.endsWith('became-required')) return { before: 'optional', after: 'required' };
  return what.endsWith('became-optional') ? { before: 'required', after: 'optional' } : undefined;
}

/** Types, where they say what differs. */
function typesOf({ before, after }: Finding, types: Types): Told | undefined {
  const [was, is] = [types.before?.type, types.after?.type];
  if (was === is) return undefined;
  if ((before === undefined) !== (was === undefined)) return undefined;
  if ((after === undefined) !== (is === undefined)) return undefined;
  return { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
}

function valuesOf({ before, after }: Finding): Told {
  const [was, is] = [valueText(before), valueText(after)];
  return { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
}

/** Nothing for what says nothing: a format that is not there, a text that is empty. */
function valueText(side: Side | undefined): string | undefined {
  if (side === undefined || side.value === undefined) return undefined;
  const { value } = side;
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(', ');
  return text(value);
}

/** JSON with sorted keys. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const members = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{ ${members.map(([key, member]) => `${key}: ${text(member)}`).join(', ')} }`;
}
