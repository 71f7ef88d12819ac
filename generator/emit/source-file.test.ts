import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import { interpret } from '../interpret/index.js';
import { planNames } from '../naming/index.js';
import type { OutputSwitches } from '../switches/index.js';
import { withSwitches } from '../switches/index.js';
import { createPrettier } from '../write/index.js';
import { codecFiles } from './codecs/index.js';
import { declarationFiles } from './declarations.js';
import type { Imports } from './imports.js';
import { emitContext, runtimeExports } from './index.js';
import { resourceFiles } from './resources.js';
import { SourceFilePrinter } from './source-file.js';
import type { Statement } from './statement.js';
import { printedByTsMorph } from './testing/structures.js';

/** Keeps what it is given beside what it prints. */
class RecordingPrinter extends SourceFilePrinter {
  readonly printed: {
    readonly own: string;
    readonly imports: Imports;
    readonly statements: readonly Statement[];
  }[] = [];

  override print(imports: Imports, statements: readonly Statement[]): string {
    const own = super.print(imports, statements);
    this.printed.push({ own, imports, statements });
    return own;
  }
}

const document = readFileSync(join(__dirname, '../../fixtures/sandbox/swagger.json'), 'utf8');

it.each<OutputSwitches>([
  {},
  { dates: 'date', readonly: 'on' },
  { enums: 'enum' },
  { enums: 'union' },
])(
  'prints what ts-morph prints of the same parts: %j',
  async (switches) => {
    const diagnostics = new Diagnostics();
    const source = { text: document, location: 'swagger.json' };
    const loaded = await loadDocument(source, { allowedOrigins: [] }, diagnostics);
    const model = withSwitches(interpret(loaded, diagnostics), switches);
    const { names } = planNames(model, { overrides: {}, reservedExports: runtimeExports() });
    const printer = new RecordingPrinter('');
    const context = { ...emitContext(model, names, switches), printer };
    declarationFiles(context);
    codecFiles(context);
    resourceFiles(context);
    expect(printer.printed.length).toBeGreaterThan(40);
    const prettier = createPrettier();
    // Which lines of air it leaves is a matter of its own.
    const formatted = async (text: string) =>
      (await prettier.format('a.ts', text)).split('\n').filter((line) => line !== '');
    for (const { own, imports, statements } of printer.printed) {
      expect(await formatted(own)).toEqual(await formatted(printedByTsMorph(imports, statements)));
    }
  },
  60_000,
);
