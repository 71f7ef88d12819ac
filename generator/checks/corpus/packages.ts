import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentRefusedError, SdkgenError } from '../../errors.js';
import type { OutputSwitches } from '../../model/switches.js';
import { generate } from '../../pipeline/generate.js';
import { byCodeUnit } from '../../util/order.js';
import { ts } from '../../util/typescript.js';
import { formatText } from '../../write/index.js';
import type { DocumentFile } from '../program.js';

/** What generating a package from one document gave. */
export interface Outcome {
  /** The document's name, and its package's folder. */
  readonly document: string;
  readonly operations: number;
  readonly schemas: number;
  /** From the document's text to files on the disk. */
  readonly seconds: number;
  /** Why no package was made; undefined when one was. */
  readonly refused?: string;
  /** Where the package uses `any`, silences the compiler, or is not formatted by prettier: `path:line: what`. */
  readonly forbidden: readonly string[];
}

/**
 * Generates a package from a document into `<work>/<name>`. A refused document is an outcome.
 *
 * @param inspect Finds what a package must not have.
 * @throws Error for a bug of the generator, with its cause.
 */
export async function generatePackage(
  { path, name }: DocumentFile,
  work: string,
  output: OutputSwitches = {},
  inspect: (folder: string) => Promise<readonly string[]> = inspectPackage,
): Promise<Outcome> {
  const out = join(work, name);
  const start = performance.now();
  const getSeconds = () => (performance.now() - start) / 1000;
  try {
    const { operations, schemas } = await generate({ input: path, out, output });
    const seconds = getSeconds();
    return { document: name, operations, schemas, seconds, forbidden: await inspect(out) };
  } catch (error) {
    if (!(error instanceof SdkgenError)) throw new Error(`${path}: a bug`, { cause: error });
    const refused = formatRefusal(error);
    const seconds = getSeconds();
    return { document: name, operations: 0, schemas: 0, seconds, refused, forbidden: [] };
  }
}

function formatRefusal(error: SdkgenError): string {
  const diagnostics = error instanceof DocumentRefusedError ? error.diagnostics : [];
  const lines = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, pointer, message }) => `${code} at ${pointer || '/'}: ${message}`);
  return [error.message, ...lines].join('\n  ');
}

/** The runtime's imports of Node's modules, which compile without Node's types as well. */
const MAY_SILENCE = /^src[/\\]runtime[/\\]internal[/\\]node-files\.ts$/;

async function inspectPackage(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const findings: string[] = [];
  for (const path of entries.filter((entry) => /\.(ts|md)$/.test(entry)).sort(byCodeUnit)) {
    const text = await readFile(join(folder, path), 'utf8');
    const forbidden = path.endsWith('.ts') && !MAY_SILENCE.test(path) ? findForbidden(text) : [];
    findings.push(...forbidden.map(({ line, what }) => `${path}:${line}: ${what}`));
    const formatted = await formatText(path, text);
    if (formatted === text) continue;
    const lines = formatted.split('\n');
    const line = text.split('\n').findIndex((own, index) => own !== lines[index]) + 1;
    findings.push(`${path}:${line}: not formatted by prettier`);
  }
  return findings;
}

/** Where a source gives up its types. */
export interface Forbidden {
  /** Starts at 1. */
  readonly line: number;
  readonly what: string;
}

/**
 * Finds the type `any` (in `as any` and elsewhere) and the comments that silence the compiler. The word `any` in a string, a
 * name or the text of a comment does not count.
 */
export function findForbidden(source: string): readonly Forbidden[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext, false);
  const found: Forbidden[] = [];
  const add = (position: number, what: string) =>
    found.push({ line: file.getLineAndCharacterOfPosition(position).line + 1, what });
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) add(node.getStart(file), 'any');
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { index, 1: directive = '' } of source.matchAll(DIRECTIVE)) add(index, directive);
  return found.sort((a, b) => a.line - b.line);
}

/** The compiler reads a directive only at the start of a comment or of one of its lines. */
const DIRECTIVE = /(?:\/\/+|\/\*+|^[ \t]*\*)[ \t]*(@ts-(?:ignore|expect-error|nocheck|check))\b/gm;
