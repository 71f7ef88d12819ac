import { format } from './format.js';

describe('format', () => {
  it.each([
    {
      file: 'src/a.ts',
      given: 'export const a = {"b":"c"} as const\n',
      want: "export const a = { b: 'c' } as const;\n",
    },
    {
      file: 'src/a.ts',
      given: 'export interface A{readonly b?:string|null;c<T extends A>(x:T):asserts x is T}',
      want: 'export interface A {\n  readonly b?: string | null;\n  c<T extends A>(x: T): asserts x is T;\n}\n',
    },
    { file: 'package.json', given: '{"a":[1,2],"b":null}', want: '{ "a": [1, 2], "b": null }\n' },
    {
      file: 'README.md',
      given: '#   Title\n* one\n* two\n',
      want: '# Title\n\n- one\n- two\n',
    },
    {
      file: 'README.md',
      given: '```ts\nconst a = "b"\n```\n',
      want: "```ts\nconst a = 'b';\n```\n",
    },
    {
      file: 'src/a.ts',
      given: 'const a = 1;\r\nconst b = 2;\r\n',
      want: 'const a = 1;\nconst b = 2;\n',
    },
  ])('formats $file: $given', async ({ file, given, want }) => {
    expect(await format(file, given)).toBe(want);
  });

  it.each(['LICENSE', '.gitattributes', 'logo.svg', 'ts', 'src.ts/notes'])(
    'returns %s as it is',
    async (file) => {
      expect(await format(file, '  {"as" :it,is}')).toBe('  {"as" :it,is}');
    },
  );

  it('formats a long Markdown text as it does each of its sections', async () => {
    const section = '## One\n\n* a\n* b\n\n```sh\n## no heading\nls\n```\nText\n';
    const formatted = await format('a.md', section);
    expect(formatted).toBe('## One\n\n- a\n- b\n\n```sh\n## no heading\nls\n```\n\nText\n');
    const many = await format('a.md', section.repeat(5));
    expect(many).toBe(Array.from({ length: 5 }, () => formatted).join('\n'));
  });

  it('does not change the text of a very long Markdown line', async () => {
    const long = '{'.repeat(50_000);
    const given = `#  Title\n\n${long}\n\n* ${long}\n* short\n`;
    expect(await format('a.md', given)).toBe(`# Title\n\n${long}\n\n- ${long}\n- short\n`);
  });

  it('breaks a line at 100 characters, not at 80', async () => {
    const line = `export const text = ['${'x'.repeat(60)}', 'y'];\n`;
    expect(line.length).toBeGreaterThan(80);
    expect(await format('a.ts', line)).toBe(line);
  });

  it('reports file and position of a text that does not parse', async () => {
    await expect(format('src/broken.ts', 'const a = ;\n')).rejects.toThrow(
      /^src\/broken\.ts does not parse: .*\(1:11\)/,
    );
  });

  it('does not change formatted text', async () => {
    const once = await format('a.ts', 'export type A={b:string}|{c:number}');
    expect(await format('a.ts', once)).toBe(once);
  });
});
