import { ts, TypeChecker } from './typescript.js';

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: [],
};
const A = 'export const a: number = 1;\n';

describe('TypeChecker', () => {
  it.each([
    ['accepts what compiles', { '/a.ts': A, '/b.ts': "export { a } from './a.js';" }, []],
    [
      'reports path, line, code and message',
      { '/a.ts': A, '/b.ts': "import { a } from './a.js';\nexport const b: string = a;" },
      ["/b.ts:2: TS2322: Type 'number' is not assignable to type 'string'."],
    ],
    [
      'reports what does not parse',
      { '/a.ts': 'const a = ;' },
      ['/a.ts:1: TS1109: Expression expected.'],
    ],
    [
      'reports an import that leads nowhere',
      { '/a.ts': "export * from './none.js';" },
      ["/a.ts:1: TS2307: Cannot find module './none.js' or its corresponding type declarations."],
    ],
  ])('%s', (_, files, want) => {
    expect(textsOf(new TypeChecker(OPTIONS).check(new Map(Object.entries(files))))).toEqual(want);
  });

  it('reports of the roots alone, and reads only files that they lead to', () => {
    const unread = jest.fn(() => '');
    const files = new Map<string, string | (() => string)>([
      ['/a.ts', () => 'export const a: string = 1;'],
      ['/b.ts', "import { a } from './a.js';\nexport const b: number = a;"],
      ['/c.ts', unread],
    ]);
    expect(textsOf(new TypeChecker(OPTIONS).check(files, ['/b.ts']))).toEqual([
      "/b.ts:2: TS2322: Type 'string' is not assignable to type 'number'.",
    ]);
    expect(unread).not.toHaveBeenCalled();
  });

  it('checks one program after another, each by its own files', () => {
    const checker = new TypeChecker(OPTIONS);
    const using = (a: string) =>
      new Map([
        ['/a.ts', a],
        ['/b.ts', "import { a } from './a.js';\nexport const b: number = a;"],
      ]);
    const counts = [A, "export const a = '';", A].map((a) => checker.check(using(a)).length);
    expect(counts).toEqual([0, 1, 0]);
  });

  it('follows imports where it is given a way to resolve them', () => {
    const checker = new TypeChecker(OPTIONS, {
      resolveImport: (specifier) => specifier.replace('./', '/shared/').replace('.js', '.ts'),
    });
    const files = new Map([
      ['/shared/a.ts', A],
      ['/one/b.ts', "import { a } from './a.js';\nexport const b: string = a;"],
    ]);
    expect(textsOf(checker.check(files))).toEqual([
      "/one/b.ts:2: TS2322: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it('refuses a root that it was not given', () => {
    expect(() => new TypeChecker(OPTIONS).check(new Map(), ['/a.ts'])).toThrow('/a.ts');
  });
});

function textsOf(diagnostics: ReturnType<TypeChecker['check']>): readonly string[] {
  return diagnostics.map(
    ({ path, line, code, message }) => `${path}:${line}: TS${code}: ${message}`,
  );
}
