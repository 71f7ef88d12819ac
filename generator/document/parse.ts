import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Diagnostics } from '../diagnostics.js';
import { escapeSegment } from '../util/json-pointer.js';
import { isJsonText, toPlainJson } from '../util/jsonc.js';
import { parseJson } from './exact-integers.js';
import { isObject, type JsonObject } from './json.js';
import { positionAt } from './locate.js';
import { readYaml, type ReadText } from './yaml.js';

/**
 * Parses a JSON or YAML text to an object. JSON may have comments and trailing commas.
 *
 * @returns undefined after reporting `syntax`, `not-a-document` or `nesting-too-deep`.
 */
export async function parseText(
  text: string,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const first = body.trimStart().charAt(0);
  if (first === '' || first === '<') {
    const what = first === '' ? 'empty' : 'an HTML or XML page';
    diagnostics.report('not-a-document', '', `The text is ${what}.`);
    return undefined;
  }
  const read = isJsonText(body) ? readJson(body) : await readThroughParser(body);
  if (!('value' in read)) {
    diagnostics.report(read.code, '', read.message);
    return undefined;
  }
  if (isObject(read.value)) {
    if (read.unquoted !== undefined) reportUnquoted(read.value, read.unquoted, diagnostics);
    return read.value;
  }
  diagnostics.report('not-a-document', '', 'The text is not an object at its top level.');
  return undefined;
}

/** Reports each schema by the first of its places: an alias has several. */
function reportUnquoted(
  root: JsonObject,
  unquoted: ReadonlySet<object>,
  diagnostics: Diagnostics,
): void {
  if (unquoted.size === 0) return;
  const seen = new Set<object>();
  const waiting: (readonly [node: object, pointer: string])[] = [[root, '']];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, pointer] = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (unquoted.has(node))
      diagnostics.report(
        'enum-unquoted',
        `${pointer}/enum`,
        'An enumeration of strings has values without quotation marks. They are read as text, as they are written.',
      );
    for (const [key, child] of Object.entries(node).reverse())
      if (typeof child === 'object' && child !== null)
        waiting.push([child as object, `${pointer}/${escapeSegment(key)}`]);
  }
}

/** Reads a text of another file than the document, which need not be an object. */
export function readText(text: string): ReadText {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return isJsonText(body) ? readJson(body) : readYaml(body);
}

function readJson(text: string): ReadText {
  for (const plain of [() => text, () => toPlainJson(text)]) {
    try {
      return { value: parseJson(plain()) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return { code: 'syntax', message: describeJsonError(text) };
}

/** Has swagger-parser, which is loaded on the first call, read a YAML text with this program's reader. */
async function readThroughParser(text: string): Promise<ReadText> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const parser = new SwaggerParser();
  const given = { order: 1, canRead: true, read: () => text };
  let read: ReadText | undefined;
  const reader = {
    order: 1,
    canParse: true,
    parse: (): unknown => {
      read = readYaml(text);
      if ('value' in read) return read.value;
      throw new SyntaxError(read.message);
    },
  };
  try {
    await parser.parse('document.yaml', {
      resolve: { file: false, http: false, given },
      parse: { json: false, yaml: false, text: false, binary: false, reader },
    });
  } catch (error) {
    // It also throws for versions and paths that it does not accept. These are checked elsewhere, with a pointer.
    if (read === undefined) throw error;
  }
  return read ?? { value: undefined };
}

function describeJsonError(text: string): string {
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first === undefined) return 'The text is not valid JSON.';
  const { line, column } = positionAt(text, first.offset);
  return `Line ${line}, column ${column}: invalid JSON (${toWords(printParseErrorCode(first.error))}).`;
}

/** `ValueExpected` as words. The text itself is not quoted, since it may contain secrets. */
function toWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
