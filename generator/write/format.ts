import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
// The build for browsers: Node's own loads its plugins with `import()`, which jest cannot do without flags.
import { format as prettier } from 'prettier/standalone';
import type { Options } from 'prettier';
import { messageOf } from './disk.js';
import { bySection } from './sections.js';

/**
 * The package's style. Every option that changes the output is named here: no `.prettierrc` or
 * `.editorconfig` near the output has a say.
 */
const STYLE: Options = {
  singleQuote: true,
  printWidth: 100,
  endOfLine: 'lf',
  // Markdown asks for `typescript` where a code block says `ts`.
  plugins: [babel, estree, markdown, { parsers: { typescript: babel.parsers['babel-ts'] } }],
};

/**
 * Parser by extension. `babel-ts` gives the bytes that `typescript` gives, in two thirds of the memory; that TypeScript
 * itself can read a file, printing has seen.
 */
const PARSERS: Readonly<Record<string, string>> = {
  ts: 'babel-ts',
  mts: 'babel-ts',
  cts: 'babel-ts',
  json: 'json',
  md: 'markdown',
};

/**
 * Formats a text with prettier.
 *
 * @param path its extension decides how the text is read; one that is not known leaves the text as it is.
 * @throws Error when the text does not parse: the generator made it, so that is a bug of the generator.
 */
export async function format(path: string, text: string): Promise<string> {
  const parser = PARSERS[extensionOf(path)];
  if (parser === undefined) return text;
  // The path tells prettier that `<T>(x) => x` is no JSX.
  const options = { ...STYLE, filepath: path, parser };
  try {
    return await (parser === 'markdown'
      ? bySection(text, (section) => prettier(section, options))
      : prettier(text, options));
  } catch (error) {
    throw new Error(`${path} does not parse: ${messageOf(error)}`, { cause: error });
  }
}

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}
