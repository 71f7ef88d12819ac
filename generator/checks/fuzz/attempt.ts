import { DocumentRefusedError } from '../../errors.js';
import type { OutputSwitches } from '../../model/switches.js';
import { compareRecipes } from '../../pipeline/compare.js';
import { emitFiles, makePackage, type Recipe } from '../../pipeline/package.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { printFiles, verifyPackage } from '../../write/index.js';

/** How far a document is taken. */
export interface Way {
  /** True: formatted too, as users get it. */
  readonly whole: boolean;
  /** The document that it is compared with after that, as the version before. */
  readonly before?: string;
  readonly switches: OutputSwitches;
}

/** What became of a document. */
export type Outcome =
  | { readonly kind: 'made'; readonly files: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly codes: readonly string[] }
  | Fault;

/** What must not be. */
export interface Fault {
  readonly kind: 'fault';
  /** The same for the same bug, as far as that can be seen. */
  readonly signature: string;
  readonly details: string;
}

/** Takes a document's text the way to a package, and through the comparison; in memory. */
export async function attempted(text: string, { whole, before, switches }: Way): Promise<Outcome> {
  try {
    const recipe = recipeFor(text, switches);
    const files = whole
      ? (await makePackage(recipe, new Stopwatch())).files
      : await printed(recipe);
    if (before !== undefined) await compareRecipes(recipeFor(before, switches), recipe, {});
    return { kind: 'made', files };
  } catch (error) {
    return error instanceof DocumentRefusedError ? judged(error) : faultOf(error);
  }
}

async function printed(recipe: Recipe): Promise<ReadonlyMap<string, string>> {
  const files = await printFiles((await emitFiles(recipe, new Stopwatch())).files);
  // The runtime is the same in all of them: its files have to be there, and are read when a package is made as a whole.
  const own = [...files].map(([path, text]) => [path, isRuntime(path) ? '' : text] as const);
  verifyPackage(new Map(own));
  return files;
}

function isRuntime(path: string): boolean {
  return path.startsWith('src/runtime/');
}

/** A refusal says what is wrong and where; the whole document is a place only for what concerns it as a whole. */
function judged(error: DocumentRefusedError): Outcome {
  const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
  const homeless = errors.find(({ code, pointer }) => pointer === '' && !OF_THE_WHOLE.has(code));
  if (errors.length > 0 && homeless === undefined)
    return { kind: 'refused', codes: [...new Set(errors.map(({ code }) => code))].sort() };
  const why = homeless === undefined ? 'without a complaint' : `${homeless.code} without a place`;
  return {
    kind: 'fault',
    signature: `refused ${why}`,
    details: `${error.message}\n${JSON.stringify(error.diagnostics, null, 2)}`,
  };
}

const OF_THE_WHOLE: ReadonlySet<string> = new Set(['not-a-document', 'syntax', 'paths-empty']);

/** @returns the fault with where it was thrown as its signature: messages often hold parts of the document. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error))
    return { kind: 'fault', signature: 'thrown', details: String(error) };
  const stack = error.stack ?? error.message;
  const frame = /^ {4}at (.*)$/m.exec(stack)?.[1] ?? '';
  const place = frame.replace(/\(?(?:file:\/\/)?\/.*\//, '(');
  const unsound = /not sound:\n.*?: (.*)/.exec(error.message)?.[1] ?? '';
  return { kind: 'fault', signature: `${error.name} ${place} ${unsound}`.trim(), details: stack };
}

function recipeFor(text: string, switches: OutputSwitches): Recipe {
  return {
    text,
    location: 'document.json',
    target: { input: 'document.json', outputFolder: 'sdk' },
    allowedOrigins: [],
    overlays: [],
    filters: {},
    overrides: {},
    pagination: {},
    switches,
    packageVersion: '0.1.0',
    configHash: '',
  };
}
