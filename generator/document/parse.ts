import type { ParseError } from 'jsonc-parser';
import type { Diagnostics } from '../diagnostics.js';
import { isObject, type JsonObject } from './json.js';
import { MAX_ALIASED } from './limits.js';
import { positionAt } from './locate.js';
import { mergedEntries } from './merges.js';

/**
 * The object that a JSON or YAML text spells. Complains with `syntax` or `not-a-document` and returns
 * undefined when there is none.
 */
export async function parseText(
  text: string,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = parseJson(body) ?? (await parseOther(body, diagnostics));
  if (value === undefined) return undefined;
  if (isObject(value.parsed)) return value.parsed;
  diagnostics.report('not-a-document', '', 'The text holds no object at its top.');
  return undefined;
}

interface Parsed {
  readonly parsed: unknown;
}

/** Undefined when the text is no JSON: it may be YAML yet. */
function parseJson(text: string): Parsed | undefined {
  try {
    return { parsed: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

async function parseOther(text: string, diagnostics: Diagnostics): Promise<Parsed | undefined> {
  const first = text.trimStart().charAt(0);
  if (first === '') {
    diagnostics.report('not-a-document', '', 'The text is empty.');
    return undefined;
  }
  if (first === '<') {
    diagnostics.report('not-a-document', '', 'The text is an HTML or XML page.');
    return undefined;
  }
  if ((await mergedEntries(text)) > MAX_ALIASED) {
    const message = `Its merge keys stand for more than ${MAX_ALIASED} values.`;
    diagnostics.report('nesting-too-deep', '', message);
    return undefined;
  }
  const read = await readYaml(text);
  if ('parsed' in read) return read;
  const message =
    first === '{' || first === '[' ? await jsonComplaint(text) : await yamlComplaint(text);
  diagnostics.report('syntax', '', message ?? read.failure);
  return undefined;
}

/** Reads YAML text with swagger-parser, which is loaded when first needed. */
export async function readYaml(text: string): Promise<Parsed | { readonly failure: string }> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const parser = new SwaggerParser();
  const given = { order: 1, canRead: true, read: () => text };
  try {
    return {
      parsed: await parser.parse('document.yaml', { resolve: { file: false, http: false, given } }),
    };
  } catch (error) {
    // Its opinion of versions and paths, which it also throws, is not asked for: ours is coded and has a place.
    const api: unknown = parser.api;
    if (isObject(api)) return { parsed: api };
    if (!(error instanceof Error)) throw error;
    if (error.name !== 'ParserError') return { parsed: undefined };
    return { failure: 'The text is neither JSON nor YAML.' };
  }
}

async function jsonComplaint(text: string): Promise<string | undefined> {
  const { parseTree, printParseErrorCode } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return undefined;
  const { line, column } = positionAt(text, first.offset);
  return `Line ${line}, column ${column}: no JSON (${spaced(printParseErrorCode(first.error))}).`;
}

async function yamlComplaint(text: string): Promise<string | undefined> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const [first] = parseDocument(text, { lineCounter, prettyErrors: false }).errors;
  if (first === undefined) return undefined;
  const { line, col } = lineCounter.linePos(first.pos[0]);
  return `Line ${line}, column ${col}: no YAML (${spaced(first.code)}).`;
}

/** `ValueExpected`, `MISSING_CHAR`: as words. The text itself stays out: it may hold secrets. */
function spaced(code: string): string {
  return code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
