import { compilePackage, typeCheck } from './compile.js';

describe('compiling', () => {
  const options = {
    target: 'es2022',
    lib: ['es2022'],
    types: [],
    module: 'nodenext',
    strict: true,
  };
  const files = (text: string) =>
    new Map([
      ['tsconfig.json', JSON.stringify({ compilerOptions: options })],
      ['package.json', '{"type":"module"}'],
      ['src/a.ts', 'export const a: number = 1;\n'],
      ['src/index.ts', text],
    ]);

  it('is content with a package that compiles', () => {
    expect(() => typeCheck(files("export { a } from './a.js';"))).not.toThrow();
  });

  it('names file, line and complaint', () => {
    expect(() =>
      typeCheck(files("import { a } from './a.js';\nexport const b: string = a;")),
    ).toThrow("src/index.ts:2: TS2322: Type 'number' is not assignable to type 'string'.");
  });

  it('becomes ES modules, CommonJS and declarations', () => {
    const cjs = { ...options, module: 'commonjs', moduleResolution: undefined };
    const settings = (compilerOptions: object, outDir: string) =>
      JSON.stringify({
        compilerOptions: { ...compilerOptions, rootDir: 'src', outDir, declaration: true },
      });
    const built = compilePackage(
      new Map([
        ...files("export { a } from './a.js';"),
        ['tsconfig.json', settings(options, 'dist/esm')],
        ['tsconfig.cjs.json', settings(cjs, 'dist/cjs')],
      ]),
    );
    const modules = ['a.d.ts', 'a.js', 'index.d.ts', 'index.js'];
    expect([...built.keys()].sort()).toEqual([
      ...modules.map((name) => `dist/cjs/${name}`),
      'dist/cjs/package.json',
      'dist/compiler.txt',
      ...modules.map((name) => `dist/esm/${name}`),
    ]);
    expect(built.get('dist/esm/index.js')).toBe("export { a } from './a.js';\n");
    expect(built.get('dist/cjs/a.js')).toContain('exports.a = 1;');
    expect(built.get('dist/cjs/a.d.ts')).toBe('export declare const a: number;\n');
  });
});
