import {
  emitCodecs,
  readCodecRuntimeFiles,
  createCodecOptions,
  printCodec,
  Imports,
  readRuntimeFiles,
  type EmitContext,
} from '../../emit/index.js';
import { printFiles } from '../../write/index.js';
import { loadModule } from './modules.js';
import type { Subject } from './subjects.js';

/** The package's own `decode`, as `templates/runtime/codecs/` declares it. */
type Decode = (codec: unknown, whole: { value: unknown }) => unknown;

const CODECS = 'src/claims/codecs.ts';

/**
 * What a program holds for a value of a subject. Answers are read by the package's own codecs; requests take what is on the
 * wire as it is. A value that cannot be read stays as it is, for the type to refuse.
 */
export async function heldValues(
  context: EmitContext,
  subjects: readonly Subject[],
): Promise<(subject: Subject, wire: unknown) => unknown> {
  const imports = new Imports();
  const scope = createCodecOptions(context, imports, '../codecs/');
  const texts = subjects.map(({ ref, side }) =>
    side === 'request' ? undefined : printCodec(ref, scope),
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
  const load = loadModule(files);
  const { codecs } = load(CODECS) as { readonly codecs: readonly unknown[] };
  const { decode } = load('src/runtime/codecs/decode.ts') as { readonly decode: Decode };
  const codecOf = new Map(subjects.map((subject, index) => [subject, codecs[index]]));
  return (subject, wire) => {
    const codec = codecOf.get(subject);
    if (codec === undefined) return wire;
    try {
      return decode(codec, { value: structuredClone(wire) });
    } catch (error) {
      if (Object.hasOwn(Object(error) as object, 'missing')) return wire;
      throw error;
    }
  };
}
