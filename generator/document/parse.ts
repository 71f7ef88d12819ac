import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { LineCounter, parseDocument } from 'yaml';
import type { Diagnostics } from '../diagnostics.js';
import { isObject, type JsonObject } from './json.js';
import { countMergedEntries, MAX_ALIASED } from './limits.js';
import { positionAt } from './locate.js';

/**
 * Parses a JSON or YAML text to an object.
 *
 * @returns undefined after reporting `syntax`, `not-a-document` or `nesting-too-deep`.
 */
export async function parseText(
  text: string,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = parseJson(body) ?? (await parseYaml(body, diagnostics));
  if (value === undefined) return undefined;
  if (isObject(value.parsed)) return value.parsed;
  diagnostics.report('not-a-document', '', 'The text is not an object at its top level.');
  return undefined;
}

interface Parsed {
  readonly parsed: unknown;
}

/** Undefined when the text is not JSON; it may be YAML. */
function parseJson(text: string): Parsed | undefined {
  try {
    return { parsed: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

async function parseYaml(text: string, diagnostics: Diagnostics): Promise<Parsed | undefined> {
  const first = text.trimStart().charAt(0);
  if (first === '') {
    diagnostics.report('not-a-document', '', 'The text is empty.');
    return undefined;
  }
  if (first === '<') {
    diagnostics.report('not-a-document', '', 'The text is an HTML or XML page.');
    return undefined;
  }
  if (countMergedEntries(text) > MAX_ALIASED) {
    const message = `The document's merge keys expand to more than ${MAX_ALIASED} values.`;
    diagnostics.report('nesting-too-deep', '', message);
    return undefined;
  }
  const read = await readYaml(text);
  if ('parsed' in read) return read;
  const message =
    first === '{' || first === '[' ? describeJsonError(text) : describeYamlError(text);
  diagnostics.report('syntax', '', message ?? read.failure);
  return undefined;
}

/** Parses YAML with swagger-parser, which is loaded on the first call. */
async function readYaml(text: string): Promise<Parsed | { readonly failure: string }> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const parser = new SwaggerParser();
  const given = { order: 1, canRead: true, read: () => text };
  try {
    return {
      parsed: await parser.parse('document.yaml', { resolve: { file: false, http: false, given } }),
    };
  } catch (error) {
    // It also throws for versions and paths that it does not accept. These are checked elsewhere, with a pointer.
    const api: unknown = parser.api;
    if (isObject(api)) return { parsed: api };
    if (!(error instanceof Error)) throw error;
    if (error.name !== 'ParserError') return { parsed: undefined };
    return { failure: 'The text is neither JSON nor YAML.' };
  }
}

function describeJsonError(text: string): string | undefined {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return undefined;
  const { line, column } = positionAt(text, first.offset);
  return `Line ${line}, column ${column}: invalid JSON (${toWords(printParseErrorCode(first.error))}).`;
}

function describeYamlError(text: string): string | undefined {
  const lineCounter = new LineCounter();
  const [first] = parseDocument(text, { lineCounter, prettyErrors: false }).errors;
  if (first === undefined) return undefined;
  const { line, col } = lineCounter.linePos(first.pos[0]);
  return `Line ${line}, column ${col}: invalid YAML (${toWords(first.code)}).`;
}

/** `ValueExpected`, `MISSING_CHAR` as words. The text itself is not quoted, since it may contain secrets. */
function toWords(code: string): string {
  return code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
