import type { ErrorObject } from 'ajv';
import { createLocator } from '../document.js';
import { UsageError } from '../../errors.js';
import type { Acknowledgement } from './acknowledge.js';

/**
 * The entries of a file of acknowledged changes, JSON or YAML.
 *
 * @param file Said in messages.
 * @param schema `diff.acknowledged.schema.json`.
 * @throws UsageError naming file, line and column of everything that is wrong with it.
 */
export async function parseAcknowledgements(
  file: string,
  text: string,
  schema: object,
): Promise<readonly Acknowledgement[]> {
  const value = await parsed(file, text);
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile<{
    readonly acknowledged: readonly Acknowledgement[];
  }>(schema);
  const locate = createLocator(text);
  const complain = (complaints: readonly Complaint[]): never => {
    const lines = complaints.map(({ pointer, expected }) => {
      const { line, column } = locate(pointer) ?? { line: 1, column: 1 };
      return `${file}:${line}:${column}: ${pointer === '' ? 'the file' : pointer} ${expected}.`;
    });
    throw new UsageError([...new Set(lines)].join('\n'), { hint: HINT });
  };
  if (!validate(value)) return complain((validate.errors ?? []).map(complaintOf));
  const contradictions = contradictionsIn(value.acknowledged);
  return contradictions.length > 0 ? complain(contradictions) : value.acknowledged;
}

const HINT =
  'An entry has a `fingerprint`, a `reason` and the last day, `until`; diff.acknowledged.schema.json describes the file.';

interface Complaint {
  readonly pointer: string;
  readonly expected: string;
}

/** Every scalar is text: a fingerprint may look like a number to YAML, and a day like a date. */
async function parsed(file: string, text: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false });
  const [error] = document.errors;
  // An entry is written once: without aliases no small file unfolds into a large one.
  if (error === undefined) return document.toJS({ maxAliasCount: 0 });
  const { line, col } = lineCounter.linePos(error.pos[0]);
  throw new UsageError(`${file}:${line}:${col}: this is neither JSON nor YAML: ${error.message}`, {
    hint: HINT,
  });
}

function complaintOf({ keyword, instancePath, params, parentSchema }: ErrorObject): Complaint {
  switch (keyword) {
    case 'required':
      return { pointer: instancePath, expected: `needs \`${String(params['missingProperty'])}\`` };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']).replaceAll('~', '~0').replaceAll('/', '~1');
      return { pointer: `${instancePath}/${name}`, expected: 'is not known' };
    }
    case 'type':
      return { pointer: instancePath, expected: `must be of type ${String(params['type'])}` };
    default: {
      const { title } = parentSchema as { readonly title: string };
      return { pointer: instancePath, expected: `must be ${title}` };
    }
  }
}

/** What the schema cannot say: the day exists, and one change is acknowledged once. */
function contradictionsIn(entries: readonly Acknowledgement[]): readonly Complaint[] {
  const first = new Map<string, number>();
  return entries.flatMap(({ fingerprint, until }, index) => {
    const pointer = `/acknowledged/${index}`;
    const earlier = first.get(fingerprint);
    if (earlier === undefined) first.set(fingerprint, index);
    return [
      ...(earlier === undefined
        ? []
        : [
            {
              pointer: `${pointer}/fingerprint`,
              expected: `is acknowledged already at /acknowledged/${earlier}`,
            },
          ]),
      ...(isDay(until)
        ? []
        : [{ pointer: `${pointer}/until`, expected: 'must be a day that the calendar has' }]),
    ];
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
