/** The elements that the generator's Markdown becomes. */
const TAGS = new Set(
  'h1 h2 h3 p strong em code pre ul ol li a details summary blockquote hr table thead tbody tr th td br'.split(
    ' ',
  ),
);

/** The generator's links: within the page, to a file of the package, or to a standard that a template names. */
const OWN_LINK =
  /^(https:\/\/standardschema\.dev|#[\p{L}\p{Nd}\p{M}%_-]*|api\.md(#webhooks)?|src\/(models|resources|webhooks)\/[\p{L}\p{Nd}\p{M}%$_-]+\.ts)$/u;

/** Text that GitHub or GitLab turns into a link or an image. */
const REFERENCE =
  /@[\w-]|#\d|\bGH-\d|https?:\/\/|ftp:\/\/|\bwww\.|\b[0-9a-f]{7,}\b|(?:^|\s)[!%&~$]\d|\[\w+:\d|(?<!\d):\w+:/i;

/**
 * Finds what a document has put on a page other than text.
 *
 * @param html the Markdown as GitHub renders it.
 */
export function findForgedMarkup(markdown: string, html: string): readonly string[] {
  const outsideCode = html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '<code></code>');
  const tags = [...outsideCode.matchAll(/<\/?([a-z!?][^\s>]*)([^>]*)>/gi)].filter(
    ([tag]) => tag !== '<!-- -->',
  );
  const forged = tags.filter(([, tag = '', attributes = '']) => {
    const link = /^ href="([^"]*)"$/.exec(attributes)?.[1];
    return (
      !TAGS.has(tag) ||
      (attributes !== '' && !(tag === 'a' && OWN_LINK.test(decodeHtml(link ?? 'x:'))))
    );
  });
  const references = outsideCode
    .split(/<!-- -->|<[^>]*>/)
    .map(decodeHtml)
    .filter((text) => REFERENCE.test(text));
  return [
    ...forged.map(([tag]) => `contains ${tag.slice(0, 120)}`),
    ...references.map((text) => `refers to ${text.slice(0, 120)}`),
    // GitLab runs quick actions before it parses the Markdown.
    ...(/^\s*\/\w/m.test(markdown) ? ['contains a quick action'] : []),
  ];
}

function decodeHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
