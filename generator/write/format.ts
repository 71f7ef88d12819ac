import type { Options, Plugin } from 'prettier';
import { messageOf } from './disk.js';
import { layOut } from './layout/index.js';
import { layOutMarkdown } from './layout/markdown.js';
import { bySection } from './sections.js';

export interface Formatted {
  readonly text: string;
  /** True of TypeScript that was read to its last word and is of forms that parse. */
  readonly isKnown: boolean;
}

/** Lays text out as people of the field expect it. */
export interface Formatter {
  /**
   * @param path Decides by its extension how the text is read; a type that prettier does not know is
   *   returned as it is.
   * @throws Error when the text does not parse: the generator printed it, so that is a bug of ours.
   */
  format(path: string, text: string): Promise<Formatted>;
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

/**
 * What the generator prints is laid out here, to the bytes that prettier gives it; prettier itself is loaded with the
 * first text that has anything else in it.
 */
export function createFormatter(): Formatter {
  const prettier = createPrettier();
  return {
    async format(path, text) {
      const extension = extensionOf(path);
      const code = extension === 'ts' ? layOut(text) : undefined;
      if (code !== undefined) return { text: code, isKnown: true };
      const prose = extension === 'md' ? layOutMarkdown(text) : undefined;
      return { text: prose ?? (await prettier.format(path, text)), isKnown: false };
    },
  };
}

/** Prettier alone, loaded with the first file. */
export function createPrettier(): { format(path: string, text: string): Promise<string> } {
  let prettier: Promise<Prettier> | undefined;
  return {
    async format(path, text) {
      const parser = PARSERS[extensionOf(path)];
      if (parser === undefined) return text;
      const { format, plugins } = await (prettier ??= loadPrettier());
      try {
        // The path tells prettier that `<T>(x) => x` is no JSX.
        const options = { ...STYLE, filepath: path, parser, plugins };
        return await (parser === 'markdown'
          ? bySection(text, (section) => format(section, options))
          : format(text, options));
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

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
