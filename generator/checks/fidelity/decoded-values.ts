import { posix } from 'node:path';
import { compileFunction } from 'node:vm';
import {
  createCodecOptions,
  emitCodecs,
  Imports,
  printCodec,
  readCodecRuntimeFiles,
  readRuntimeFiles,
  readTemporalRuntimeFiles,
  type EmitContext,
} from '../../emit/index.js';
import type { EventFormat, ResponseBody } from '../../model/model.js';
import { isRecord } from '../../util/is-record.js';
import { ts } from '../../util/typescript.js';
import { printFiles } from '../../write/index.js';
import type { Subject } from './subjects.js';

/** The package's own `decode`, as `templates/runtime/codecs/` declares it. */
type Decode = (codec: unknown, whole: { value: unknown }) => unknown;

/** Converts a value on the wire to what a program gets or gives. */
export type ToProgramValue = (subject: Subject, wire: unknown) => unknown;

const CODECS = 'src/assignments/codecs.ts';

/**
 * Response values are decoded by the package's own codecs; request values stay as they are on the wire. A value that cannot be
 * decoded stays as it is: then the type must refuse it.
 */
export async function createDecoder(
  context: EmitContext,
  subjects: readonly Subject[],
): Promise<ToProgramValue> {
  const imports = new Imports();
  const options = createCodecOptions(context, imports, '../codecs/');
  const texts = subjects.map(({ ref, direction }) =>
    direction === 'request' ? undefined : printCodec(ref, options),
  );
  const isPlain = subjects.every(({ body }) => body === undefined);
  if (isPlain && texts.every((text) => text === undefined)) return (_, wire) => wire;
  const lines = [
    ...imports.all.map(({ module, names }) => `import { ${names.join(', ')} } from '${module}';`),
    `export const codecs = [${texts.join(', ')}];`,
  ];
  const files = new Map([
    ...readRuntimeFiles(),
    ...readCodecRuntimeFiles(),
    ...readTemporalRuntimeFiles(),
    ...(await printFiles(emitCodecs(context))),
    [CODECS, lines.join('\n')],
  ]);
  // Node.js has Temporal from version 26.
  await import('temporal-polyfill/global');
  const load = createModuleLoader(files);
  const { codecs } = load(CODECS) as { readonly codecs: readonly unknown[] };
  const { decode } = load('src/runtime/internal/codecs/decode.ts') as { readonly decode: Decode };
  const codecBySubject = new Map(subjects.map((subject, index) => [subject, codecs[index]]));
  const read = createBodyReader(load);
  return (subject, wire) => {
    const codec = codecBySubject.get(subject);
    const value = subject.body === undefined ? wire : read(subject.body, wire);
    if (codec === undefined) return value;
    try {
      return decode(codec, { value: structuredClone(value) });
    } catch (error) {
      if (Object.hasOwn(Object(error) as object, 'missing')) return value;
      throw error;
    }
  };
}

/** The readers of the package, as `templates/runtime/` declares them. */
interface Readers {
  readonly readScalarText: { readonly parse: (text: string) => unknown };
}
interface Formats {
  readonly eventFormat: CreateFormat;
  readonly eventDataFormat: CreateFormat;
}
type CreateFormat = (data: string, textEvents?: readonly string[]) => Format;
interface Format {
  readonly createSplitter: () => (text: string | undefined) => readonly object[];
  readonly decode: (part: object, decode: undefined) => unknown;
}

/** Writes a value as its body carries it, and reads that. What a body cannot carry stays as it is: then the type must refuse it. */
function createBodyReader(
  load: (path: string) => object,
): (body: ResponseBody, wire: unknown) => unknown {
  const { readScalarText } = load('src/runtime/internal/response.ts') as Readers;
  const formats = load('src/runtime/internal/streams/stream-formats.ts') as Formats;
  return ({ encoding, events }, wire) => {
    try {
      if (encoding === 'scalarText') return readScalarText.parse(formatScalar(wire));
      if (encoding !== 'events' || events === undefined) return wire;
      const text = formatEvent(events, wire);
      const create = events.yields === 'event' ? formats.eventFormat : formats.eventDataFormat;
      const { createSplitter, decode } = create(events.data, events.textEvents);
      const [part] = text === undefined ? [] : createSplitter()(text);
      return part === undefined ? wire : decode(part, undefined);
    } catch (error) {
      // It comes from another realm, so that `instanceof` does not know it.
      if ((error as Error).name === 'SyntaxError') return wire;
      throw error;
    }
  };
}

/** As C# writes it. */
function formatScalar(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** @returns Undefined for what no event says, such as an `id` that is a number. */
function formatEvent({ yields, data }: EventFormat, value: unknown): string | undefined {
  const event = yields === 'event' ? value : { data: value };
  if (!isRecord(event) || event['data'] === undefined) return undefined;
  const { data: content, retry, ...others } = event;
  const isLine = (text: unknown) => typeof text === 'string' && /^[^\0\r\n]+$/.test(text);
  const hasFields = Object.entries(others).every(
    ([name, text]) => (name === 'event' || name === 'id') && isLine(text),
  );
  if (!hasFields || (retry !== undefined && !(Number.isInteger(retry) && Number(retry) >= 0)))
    return undefined;
  const isText = data !== 'json';
  if (data === 'text' && typeof content !== 'string') return undefined;
  const text = isText && typeof content === 'string' ? content : JSON.stringify(content);
  const fields = Object.entries({ ...others, retry }).filter(([, each]) => each !== undefined);
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`);
  return [...fields.map(([name, each]) => `${name}: ${String(each)}`), ...lines, '', ''].join('\n');
}

/**
 * @param files TypeScript in memory, by path.
 * @returns A function that evaluates a module, once, and returns its exports.
 */
function createModuleLoader(files: ReadonlyMap<string, string>): (path: string) => object {
  const loaded = new Map<string, object>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} is not in the package`);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    const exports = {};
    // Registered before it runs, since modules may import each other in a cycle.
    loaded.set(path, exports);
    const require = (specifier: string) =>
      load(posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));
    const run = compileFunction(outputText, ['exports', 'require', 'globalThis']) as (
      exports: object,
      require: (specifier: string) => object,
      global: typeof globalThis,
    ) => void;
    run(exports, require, globalThis);
    return exports;
  };
  return load;
}
