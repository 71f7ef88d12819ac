import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import type { Options } from 'prettier';
// The standalone build: the one for Node loads its plugins with `import()`, which jest supports only behind a flag.
import { format as prettier } from 'prettier/standalone';
import { getErrorMessage } from './disk.js';
/** All options that change the output; a `.prettierrc` or `.editorconfig` near the output is not read. */
const STYLE: Options = {
  singleQuote: true,
  printWidth: 100,
  endOfLine: 'lf',
  // For code blocks in Markdown, which look for the parser named `typescript`.
  plugins: [babel, estree, markdown, { parsers: { typescript: babel.parsers['babel-ts'] } }],
};

/**
 * Parser by extension. `babel-ts` needs less memory than `typescript`. Printing has already checked each file with
 * TypeScript's own parser.
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
 * @param path its extension selects the parser; with an unknown extension, the text is returned as it is.
 * @throws Error with the path when the text does not parse, which is a bug of the generator.
 */
export async function format(path: string, text: string): Promise<string> {
  const parser = PARSERS[getExtension(path)];
  if (parser === undefined) return text;
  // With the path, prettier does not read `<T>(x) => x` as JSX.
  const options = { ...STYLE, filepath: path, parser };
  try {
    return await (parser === 'markdown'
      ? formatBySection(text, (section) => prettier(section, options))
      : prettier(text, options));
  } catch (error) {
    throw new Error(`${path} does not parse: ${getErrorMessage(error)}`, { cause: error });
  }
}

function getExtension(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** In UTF-16 code units. Prettier takes ten seconds for a line of 20 000 braces. */
const MAX_LINE_LENGTH = 2_000;

/**
 * Formats Markdown section by section, because prettier's time grows at least with the square of the text, which may
 * come from a document. Only a fenced block can contain a heading. Prettier does not wrap lines, so very long ones are
 * replaced by a mark meanwhile.
 */
async function formatBySection(
  text: string,
  format: (section: string) => Promise<string>,
): Promise<string> {
  const replaced: string[] = [];
  const sections: string[] = [];
  for (const section of splitIntoSections(text, (line) => replaceLongLine(line, replaced)))
    sections.push(await format(section));
  const whole = sections.join('\n');
  return replaced.length === 0
    ? whole
    : whole.replace(/\uE000(\d+)\uE001/g, (mark, index: string) => replaced[Number(index)] ?? mark);
}

function splitIntoSections(text: string, prose: (line: string) => string): readonly string[] {
  const sections: string[][] = [[]];
  let isFenced = false;
  let isEmpty = true;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    if (!isFenced && !isEmpty && /^#{1,6} /.test(line)) {
      sections.push([]);
      isEmpty = true;
    }
    if (line !== '') isEmpty = false;
    sections.at(-1)?.push(isFenced ? line : prose(line));
  }
  return sections.map((lines) => lines.join('\n'));
}

/** Returns a mark in place of a long line, and adds the line's text to `replaced`. A list marker stays. */
function replaceLongLine(line: string, replaced: string[]): string {
  if (line.length <= MAX_LINE_LENGTH) return line;
  const [marker = ''] = /^ *(?:[-*] )?/.exec(line) ?? [];
  const mark = `\uE000${replaced.length}\uE001`;
  replaced.push(line.slice(marker.length));
  return marker + mark;
}
