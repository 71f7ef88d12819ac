/** What our own Markdown makes of itself. */
const TAGS = new Set(
  'h1 h2 h3 p strong em code pre ul ol li a details summary blockquote hr table thead tbody tr th td br'.split(
    ' ',
  ),
);

/** Where our own links lead: within the page, or to a file of the package. */
const OWN_LINK =
  /^(#[\p{L}\p{Nd}\p{M}%_-]*|api\.md|src\/(models|resources)\/[\p{L}\p{Nd}\p{M}%$_-]+\.ts)$/u;

/** What GitHub or GitLab makes a link or a picture of, within one piece of text. */
const REFERENCE =
  /@[\w-]|#\d|\bGH-\d|https?:\/\/|ftp:\/\/|\bwww\.|\b[0-9a-f]{7,}\b|(?:^|\s)[!%&~$]\d|\[\w+:\d|(?<!\d):\w+:/i;

/**
 * What a document made of a page beyond text.
 *
 * @param html What GitHub makes of it.
 */
export function forgedIn(markdown: string, html: string): readonly string[] {
  const outsideCode = html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '<code></code>');
  const tags = [...outsideCode.matchAll(/<\/?([a-z!?][^\s>]*)([^>]*)>/gi)].filter(
    ([tag]) => tag !== '<!-- -->',
  );
  const strange = tags.filter(([, tag = '', attributes = '']) => {
    const link = /^ href="([^"]*)"$/.exec(attributes)?.[1];
    return (
      !TAGS.has(tag) ||
      (attributes !== '' && !(tag === 'a' && OWN_LINK.test(decoded(link ?? 'x:'))))
    );
  });
  const references = outsideCode
    .split(/<!-- -->|<[^>]*>/)
    .map(decoded)
    .filter((text) => REFERENCE.test(text));
  return [
    ...strange.map(([tag]) => `makes ${tag.slice(0, 120)}`),
    ...references.map((text) => `refers to ${text.slice(0, 120)}`),
    // GitLab looks for them before it reads the Markdown.
    ...(/^\s*\/\w/m.test(markdown) ? ['gives a quick action'] : []),
  ];
}

function decoded(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
