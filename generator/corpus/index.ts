import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { generate } from '../generate.js';

/** What became of one document. */
export interface CorpusRow {
  readonly document: string;
  readonly operations: number;
  readonly schemas: number;
  readonly seconds: number;
  /** Undefined when a package was made. */
  readonly refused?: string;
  /** By configuration: how many errors `tsc` found in the package. */
  readonly errors: Readonly<Record<string, number>>;
}

/** The compiler settings that a user may have; each must find nothing. */
export const CONFIGURATIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  strict: { strict: true, module: 'esnext', moduleResolution: 'bundler' },
  nodenext: {
    strict: true,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
  },
  pedantic: {
    strict: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noPropertyAccessFromIndexSignature: true,
  },
};

const COMMON = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  noEmit: true,
  skipLibCheck: false,
};

/** Generates a package from every document of a folder into `work`, then type-checks them all under each configuration. */
export async function runCorpus(
  folder: string,
  work: string,
  options: {
    readonly tsc: string;
    readonly configurations: readonly string[];
    readonly onDocument?: (name: string) => void;
  },
): Promise<{ readonly rows: readonly CorpusRow[]; readonly messages: readonly string[] }> {
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  const rows: CorpusRow[] = [];
  for (const file of (await readdir(folder))
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .sort()) {
    options.onDocument?.(file);
    rows.push(await generateOne(join(folder, file), work));
  }
  const messages: string[] = [];
  for (const name of options.configurations) {
    const lines = await typeCheck(work, name, options.tsc);
    messages.push(...lines.map((line) => `${name}: ${line}`));
    rows.forEach((row, index) => {
      const count = lines.filter((line) => line.startsWith(`${row.document}/`)).length;
      rows[index] = { ...row, errors: { ...row.errors, [name]: count } };
    });
  }
  return { rows, messages };
}

async function generateOne(path: string, work: string): Promise<CorpusRow> {
  const document = basename(path).replace(/\.[^.]*$/, '');
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const report = await generate({ input: path, out: join(work, document) });
    return {
      document,
      operations: report.operations,
      schemas: report.schemas,
      seconds: seconds(),
      errors: {},
    };
  } catch (error) {
    const refused = error instanceof Error ? error.message : String(error);
    return { document, operations: 0, schemas: 0, seconds: seconds(), refused, errors: {} };
  }
}

/** One program over all packages: the compiler reads its libraries once. @returns the lines that tell an error. */
async function typeCheck(work: string, name: string, tsc: string): Promise<readonly string[]> {
  const config = join(work, `tsconfig.${name}.json`);
  const compilerOptions = { ...COMMON, ...CONFIGURATIONS[name] };
  await writeFile(config, JSON.stringify({ compilerOptions, include: ['*/src/**/*.ts'] }));
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(tsc, ['-p', config, '--pretty', 'false'], {
      cwd: work,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
  return output.split('\n').filter((line) => /\berror TS\d+/.test(line));
}

/** A table for people: one row a document. */
export function corpusTable(rows: readonly CorpusRow[], configurations: readonly string[]): string {
  const head = ['document', 'operations', 'schemas', ...configurations, 'seconds'];
  const body = rows.map((row) => [
    row.document,
    String(row.operations),
    String(row.schemas),
    ...configurations.map((name) =>
      row.refused === undefined ? String(row.errors[name] ?? 0) : 'refused',
    ),
    row.seconds.toFixed(2),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [line(head), ...body.map(line)].join('\n');
}
