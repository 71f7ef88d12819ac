import {
  IndentationText,
  NewLineKind,
  Project,
  QuoteKind,
  StructureKind,
  type ImportDeclarationStructure,
  type StatementStructures,
} from 'ts-morph';
import type { Imports } from './imports.js';

export type Statement = StatementStructures | string;

/**
 * Prints whole files with ts-morph: one structure, one `createSourceFile`, no change afterwards
 * (a call a declaration is a hundred times slower on a large document).
 */
export class SourceFilePrinter {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Single,
    },
  });
  readonly #header: string;

  /** @param header The comment that opens every file, with its comment marks. */
  constructor(header: string) {
    this.#header = header;
  }

  /** The text of a file with these statements, its imports first. */
  print(path: string, imports: Imports, statements: readonly Statement[]): string {
    const file = this.#project.createSourceFile(path, {
      statements: [this.#header, ...importStructures(imports), ...statements],
    });
    const text = file.getFullText();
    file.forget();
    return spaced(text);
  }
}

/** ts-morph sets one type alias right under the other; a comment deserves a line of air above it. */
function spaced(text: string): string {
  return text.replace(/;\n(?=\/\*\*)/g, ';\n\n');
}

function importStructures(imports: Imports): readonly ImportDeclarationStructure[] {
  return imports.all.map(({ module, names, typeOnly }) => ({
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: typeOnly,
    moduleSpecifier: module,
    namedImports: [...names],
  }));
}
