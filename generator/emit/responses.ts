import type { StreamEncoding } from '../model/model.js';
import type { OperationResult, Reading, StreamReading } from '../model/result.js';
import { RUNTIME, toPropertyKey, toStringLiteral, type Imports } from './structures.js';

/** A value of the runtime, with what it asks for unless the request says otherwise. */
interface RuntimeReader {
  readonly name: string;
  readonly accept: string;
}

/** ASP.NET Core leaves the body of an error empty for callers that do not accept problem details. */
const PROBLEM = 'application/problem+json;q=0.5';

const READERS: Readonly<Record<Reading['encoding'], RuntimeReader>> = {
  void: { name: 'readVoid', accept: '*/*' },
  json: { name: 'readJson', accept: 'application/json' },
  jsonOrText: { name: 'readJsonOrText', accept: 'application/json, text/plain' },
  text: { name: 'readText', accept: `text/plain, ${PROBLEM}` },
  scalarText: { name: 'readScalarText', accept: `text/plain, ${PROBLEM}` },
  binary: { name: 'readBlob', accept: '*/*' },
  byContentType: { name: 'readByContentType', accept: '*/*' },
};

const STREAM_FORMATS: Readonly<Record<StreamEncoding, RuntimeReader>> = {
  events: { name: 'eventFormat', accept: `text/event-stream, ${PROBLEM}` },
  jsonLines: {
    name: 'jsonLinesFormat',
    accept: `application/jsonl, application/x-ndjson, ${PROBLEM}`,
  },
  jsonSequence: { name: 'jsonSequenceFormat', accept: `application/json-seq, ${PROBLEM}` },
};

/** Prints `accept` and `reader` of an `ApiRequest`, where they are not the runtime's defaults. */
export function printReader(result: OperationResult, imports: Imports): readonly string[] {
  const { readings, stream } = result;
  const [first, ...others] = readings;
  if (stream !== undefined) return printAccept(result, STREAM_FORMATS[stream.encoding]);
  if (first === undefined) return [];
  if (others.length > 0)
    return [...printAccept(result), `reader: ${printReaderByStatus(readings, imports)}`];
  const accept = printAccept(result, READERS[first.encoding]);
  return first.encoding === 'json'
    ? accept
    : [...accept, `reader: ${printReaderName(first, imports)}`];
}

function printReaderByStatus(readings: readonly Reading[], imports: Imports): string {
  const entries = readings.map(
    (reading) => `${toPropertyKey(reading.status)}: ${printReaderName(reading, imports)}`,
  );
  return `${imports.value('readByStatus', RUNTIME)}({ ${entries.join(', ')} })`;
}

function printReaderName({ encoding }: Reading, imports: Imports): string {
  return imports.value(READERS[encoding].name, RUNTIME);
}

/** Prints the `StreamFormat` of a stream. Events carry JSON by default. */
export function printStreamFormat({ encoding, events }: StreamReading, imports: Imports): string {
  if (events === undefined) return imports.value(STREAM_FORMATS[encoding].name, RUNTIME);
  const { yields, data, textEvents } = events;
  const args = [
    ...(data === 'json' && !textEvents ? [] : [toStringLiteral(data)]),
    ...(textEvents ? [`[${textEvents.map(toStringLiteral).join(', ')}]`] : []),
  ];
  const name = yields === 'event' ? 'eventFormat' : 'eventDataFormat';
  return `${imports.value(name, RUNTIME)}(${args.join(', ')})`;
}

function printAccept(result: OperationResult, reader?: RuntimeReader): readonly string[] {
  const accept = formatAccept(result);
  return accept === reader?.accept ? [] : [`accept: ${toStringLiteral(accept)}`];
}

/** The value of an operation's `Accept` header. */
export function formatAccept({ accept }: OperationResult): string {
  if (accept.length === 0 || accept.includes('*/*')) return '*/*';
  const acceptsErrors = accept.some((name) => /^application\/(?:problem\+)?json$/.test(name));
  return [...accept, ...(acceptsErrors ? [] : [PROBLEM])].join(', ');
}
