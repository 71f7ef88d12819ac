import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../errors.js';
import { escapeSegment, toReadablePath } from '../util/json-pointer.js';
import { createLocator } from './raw-openapi.js';
import type { Acknowledgement } from './verdict.js';

/** The sources and the compiled program are at the same depth. */
const SCHEMA = join(__dirname, '..', '..', 'diff.acknowledged.schema.json');

/**
 * Reads a file of acknowledged changes.
 *
 * @throws UsageError when it cannot be read, or naming file, line and column of everything that is wrong with it.
 */
export async function readAcknowledgements(file: string): Promise<readonly Acknowledgement[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The acknowledgements ${file} cannot be read (${code}).`, {
      hint: 'Correct the path, or leave the option out.',
      cause,
    });
  });
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8')) as object;
  return parseAcknowledgements(file, text, schema);
}

/** @param text JSON or YAML. */
function parseAcknowledgements(
  file: string,
  text: string,
  schema: object,
): readonly Acknowledgement[] {
  const value = parseYaml(file, text);
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile<{
    readonly acknowledged: readonly Acknowledgement[];
  }>(schema);
  const locate = createLocator(text);
  const refuse = (problems: readonly Problem[]): never => {
    const lines = problems.map(({ pointer, expected }) => {
      const { line, column } = locate(pointer) ?? { line: 1, column: 1 };
      return `${file}:${line}:${column}: ${pointer === '' ? 'the file' : toReadablePath(pointer)} ${expected}.`;
    });
    throw new UsageError([...new Set(lines)].join('\n'), { hint: HINT });
  };
  if (!validate(value)) return refuse((validate.errors ?? []).map(toProblem));
  const problems = checkEntries(value.acknowledged);
  return problems.length > 0 ? refuse(problems) : value.acknowledged;
}

const HINT =
  'An entry has a `fingerprint`, a `reason` and the last day, `until`; diff.acknowledged.schema.json describes the file.';

interface Problem {
  readonly pointer: string;
  readonly expected: string;
}

/** With all scalars as text: YAML would read some fingerprints as numbers. */
function parseYaml(file: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false });
  const [error] = document.errors;
  // Without aliases, a small file cannot expand into a large one.
  if (error === undefined) return document.toJS({ maxAliasCount: 0 });
  const { line, col } = lineCounter.linePos(error.pos[0]);
  throw new UsageError(`${file}:${line}:${col}: this is neither JSON nor YAML: ${error.message}`, {
    hint: HINT,
  });
}

function toProblem({ keyword, instancePath, params, parentSchema }: ErrorObject): Problem {
  switch (keyword) {
    case 'required':
      return { pointer: instancePath, expected: `needs \`${String(params['missingProperty'])}\`` };
    case 'additionalProperties': {
      const name = escapeSegment(String(params['additionalProperty']));
      return { pointer: `${instancePath}/${name}`, expected: 'is unknown' };
    }
    case 'type':
      return { pointer: instancePath, expected: `must be of type ${String(params['type'])}` };
    default: {
      const { title } = parentSchema as { readonly title: string };
      return { pointer: instancePath, expected: `must be ${title}` };
    }
  }
}

/** Checks what the schema cannot: each day exists, and each change is acknowledged once. */
function checkEntries(entries: readonly Acknowledgement[]): readonly Problem[] {
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
              expected: `is already acknowledged at ${toReadablePath(`/acknowledged/${earlier}`)}`,
            },
          ]),
      ...(isDay(until)
        ? []
        : [{ pointer: `${pointer}/until`, expected: 'must be a day of the calendar' }]),
    ];
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
