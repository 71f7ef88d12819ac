import { getEssence } from '../../util/media-type.js';
import type { ParameterObject } from '../raw-openapi.js';
import type { Schema } from '../schemas/index.js';
import type { DocumentSide } from './context.js';

/** A parameter, or a header with its location. */
export type Written = Pick<ParameterObject, 'in' | 'style' | 'explode' | 'schema' | 'content'>;

/** OpenAPI 3.2, section 4.12.2.2. */
const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};

/** The styles in which a single value is not the value alone. `cookie` does not percent-encode (OpenAPI 3.2, section 4.12.3). */
const MARKED: readonly string[] = ['label', 'matrix', 'cookie'];

/** The styles that are those of `form` with `explode`, which repeats the name. */
const SEPARATED: readonly string[] = ['spaceDelimited', 'pipeDelimited', 'tabDelimited'];

type Form = 'scalar' | 'array' | 'object';
const FORMS: readonly Form[] = ['scalar', 'array', 'object'];

/** Whether a value that both nodes allow is written in another way. Both have a schema and no `content`. */
export function isWrittenOtherwise(
  [old, before]: readonly [Written, DocumentSide],
  [now, after]: readonly [Written, DocumentSide],
): boolean {
  const forms = getForms(now.schema, after);
  return getForms(old.schema, before)
    .filter((form) => forms.includes(form))
    .some((form) => writeForm(old, form) !== writeForm(now, form));
}

/** The essence of its `content`; undefined if it has a schema instead. */
export function getMediaType({ content = {} }: Written): string | undefined {
  const [name] = Object.keys(content);
  return name === undefined ? undefined : getEssence(name);
}

/** The schema of a parameter or header: its own or that of its `content`. */
export function getSchema({ content = {}, schema }: Pick<Written, 'content' | 'schema'>) {
  const [media] = Object.values(content);
  return media === undefined ? schema : media.schema;
}

/** How a parameter or header is written, with the defaults. */
export function getStyle(node: Written): { readonly style: string; readonly explode: boolean } {
  const style = node.style ?? DEFAULT_STYLES[node.in] ?? 'form';
  return { style, explode: node.explode ?? (style === 'form' || style === 'cookie') };
}

/** A text that is equal for two nodes that write values of a form in the same way. */
function writeForm(node: Written, form: Form): string {
  const { style, explode } = getStyle(node);
  if (form === 'scalar') return MARKED.includes(style) ? style : 'value';
  if (explode && SEPARATED.includes(style)) return 'form true';
  const isExplodeUsed = form === 'array' ? style !== 'simple' : style !== 'deepObject';
  return isExplodeUsed ? `${style} ${explode}` : style;
}

/** Deeper compositions say nothing here. */
const MAX_DEPTH = 8;

/** The forms that values of a schema may have; all of them if it does not say. */
function getForms(node: Schema | undefined, document: DocumentSide, depth = 0): readonly Form[] {
  const schema = typeof node === 'object' ? document.resolve(node) : undefined;
  if (schema === undefined || depth > MAX_DEPTH) return FORMS;
  const { type, allOf = [], oneOf = [], anyOf = [] } = schema;
  if (type !== undefined) return [type].flat().map(toForm);
  if (schema.enum !== undefined) return ['scalar'];
  const ofParts = (parts: readonly Schema[]) =>
    parts.map((part) => getForms(part, document, depth + 1));
  const variants = ofParts([...oneOf, ...anyOf]).flat();
  return [variants.length > 0 ? variants : FORMS, ...ofParts(allOf)].reduce((some, others) =>
    some.filter((form) => others.includes(form)),
  );
}

function toForm(type: string): Form {
  return type === 'array' || type === 'object' ? type : 'scalar';
}
