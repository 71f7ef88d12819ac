import { posix } from 'node:path';
import { compileFunction } from 'node:vm';
import {
  createCodecOptions,
  emitCodecs,
  Imports,
  printCodec,
  readCodecRuntimeFiles,
  readRuntimeFiles,
  type EmitContext,
} from '../../emit/index.js';
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
  if (texts.every((text) => text === undefined)) return (_, wire) => wire;
  const lines = [
    ...imports.all.map(({ module, names }) => `import { ${names.join(', ')} } from '${module}';`),
    `export const codecs = [${texts.join(', ')}];`,
  ];
  const files = new Map([
    ...readRuntimeFiles(),
    ...readCodecRuntimeFiles(),
    ...(await printFiles(emitCodecs(context))),
    [CODECS, lines.join('\n')],
  ]);
  const load = createModuleLoader(files);
  const { codecs } = load(CODECS) as { readonly codecs: readonly unknown[] };
  const { decode } = load('src/runtime/codecs/decode.ts') as { readonly decode: Decode };
  const codecBySubject = new Map(subjects.map((subject, index) => [subject, codecs[index]]));
  return (subject, wire) => {
    const codec = codecBySubject.get(subject);
    if (codec === undefined) return wire;
    try {
      return decode(codec, { value: structuredClone(wire) });
    } catch (error) {
      if (Object.hasOwn(Object(error) as object, 'missing')) return wire;
      throw error;
    }
  };
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
    const run = compileFunction(outputText, ['exports', 'require']) as (
      exports: object,
      require: (specifier: string) => object,
    ) => void;
    run(exports, require);
    return exports;
  };
  return load;
}
