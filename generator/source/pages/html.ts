export interface Element {
  /** In lower case. */
  readonly name: string;
  /** By name in lower case, character references undone; the first of two counts. */
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Html {
  readonly elements: readonly Element[];
  readonly inlineScripts: readonly string[];
}

const TAG_START = /<([a-z][a-z0-9-]*)(?=[\s/>])/iy;
const ATTRIBUTE = /[\s/]*([^\s=>/"'][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;
const MAX_ATTRIBUTES = 64;

/**
 * The start tags and inline scripts of a page, in order, comments left out: as much of HTML's parsing
 * as it takes to find what announces a document. Never throws; linear time.
 */
export function readHtml(html: string): Html {
  const elements: Element[] = [];
  const inlineScripts: string[] = [];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    TAG_START.lastIndex = at;
    const name = TAG_START.exec(html)?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const { attributes, end } = attributesAt(html, TAG_START.lastIndex);
    elements.push({ name, attributes });
    at = end;
    if (name !== 'script') continue;
    // Markup inside a script is none.
    const close = indexOfClosing(html, end);
    if (!attributes.has('src') && isScript(attributes.get('type'))) {
      inlineScripts.push(html.slice(end, close));
    }
    at = close;
  }
  return { elements, inlineScripts };
}

function attributesAt(html: string, start: number) {
  const attributes = new Map<string, string>();
  let at = start;
  for (let count = 0; count < MAX_ATTRIBUTES; count++) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    at = ATTRIBUTE.lastIndex;
    const name = (found[1] ?? '').toLowerCase();
    if (!attributes.has(name)) {
      attributes.set(name, withoutReferences(found[2] ?? found[3] ?? found[4] ?? ''));
    }
  }
  const end = html.indexOf('>', at);
  return { attributes, end: end < 0 ? html.length : end + 1 };
}

function indexOfClosing(html: string, from: number): number {
  const pattern = /<\/script[\s/>]/gi;
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}

/** JSON in a page, an import map or a template is no script. */
function isScript(type: string | undefined): boolean {
  return (
    type === undefined ||
    type === '' ||
    /^(module|(text|application)\/(x-)?(java|ecma)script)/i.test(type)
  );
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function withoutReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
