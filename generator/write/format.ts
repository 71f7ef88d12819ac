import type { Options, Plugin } from 'prettier';
import { messageOf } from './disk.js';

/** Lays text out as people of the field expect it. */
export interface Formatter {
  /**
   * @param path Decides by its extension how the text is read; a type that prettier does not know is
   *   returned as it is.
   * @throws Error when the text does not parse: the generator printed it, so that is a bug of ours.
   */
  format(path: string, text: string): Promise<string>;
}

/**
 * The house's style. Every option that changes the output is said here: no `.prettierrc` or
 * `.editorconfig` near the output has a say.
 */
const STYLE: Options = { singleQuote: true, printWidth: 100, endOfLine: 'lf' };

/**
 * Parser by extension. `babel-ts` prints the same bytes as `typescript` and its plugin is loaded
 * faster; formatting itself takes as long with either.
 */
const PARSERS: Readonly<Record<string, string>> = {
  ts: 'babel-ts',
  mts: 'babel-ts',
  cts: 'babel-ts',
  json: 'json',
  md: 'markdown',
};

interface Prettier {
  readonly format: (text: string, options: Options) => Promise<string>;
  readonly plugins: Plugin[];
}

/** Prettier is loaded with the first file that needs it. */
export function createFormatter(): Formatter {
  let prettier: Promise<Prettier> | undefined;
  return {
    async format(path, text) {
      const parser = PARSERS[extensionOf(path)];
      if (parser === undefined) return text;
      const { format, plugins } = await (prettier ??= loadPrettier());
      try {
        // The path tells prettier that `<T>(x) => x` is no JSX.
        const options = { ...STYLE, filepath: path, parser, plugins };
        if (parser !== 'markdown') return await format(text, options);
        const sections: string[] = [];
        for (const section of sectionsOf(text)) sections.push(await format(section, options));
        return sections.join('\n');
      } catch (error) {
        throw new Error(`${path} does not parse: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}

/** The build for browsers: Node's own picks plugins with `import()`, which jest 30 cannot do without flags. */
async function loadPrettier(): Promise<Prettier> {
  const [{ format }, babel, estree, markdown] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/babel'),
    import('prettier/plugins/estree'),
    import('prettier/plugins/markdown'),
  ]);
  // Markdown asks for `typescript` where a code block says `ts`.
  const codeBlocks: Plugin = { parsers: { typescript: babel.parsers['babel-ts'] } };
  return { format, plugins: [babel, estree, markdown, codeBlocks] };
}

/**
 * Markdown from each heading to the next. Prettier's time grows with the square of a Markdown text, and no block
 * reaches over a heading but a fenced one.
 */
function sectionsOf(text: string): readonly string[] {
  const sections: string[][] = [[]];
  let isFenced = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    if (!isFenced && /^#{1,6} /.test(line) && sections.at(-1)?.some((other) => other !== ''))
      sections.push([]);
    sections.at(-1)?.push(line);
  }
  return sections.map((lines) => lines.join('\n'));
}

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
