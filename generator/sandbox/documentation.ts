import { createHash } from 'node:crypto';
import { empty, type Reply } from './reply.js';
import type { ReceivedRequest } from './request.js';

/**
 * The documentation page as Swashbuckle 10 lays it out: `/swagger` sends on to `index.html`, which
 * loads `index.js`, which names the documents. @returns undefined for what is none of these.
 */
export type Documentation = (request: ReceivedRequest) => Reply | undefined;

/** @param documentText served as it is, at `/swagger/v1/swagger.json`. */
export function createDocumentation(title: string, documentText: string): Documentation {
  const files = new Map<string, { readonly type: string; readonly body: string }>([
    ['/swagger/index.html', { type: 'text/html', body: pageOf(title) }],
    ['/swagger/index.js', { type: 'application/javascript', body: scriptOf(title) }],
    ['/swagger/v1/swagger.json', { type: 'application/json', body: documentText }],
  ]);
  const tags = new Map([...files].map(([path, { body }]) => [path, entityTag(body)]));
  return ({ method, path, headers }) => {
    if (method !== 'GET') return undefined;
    if (path === '/swagger') return empty(301, { Location: 'swagger/index.html' });
    if (path === '/swagger/') return empty(301, { Location: 'index.html' });
    const file = files.get(path);
    const tag = tags.get(path);
    if (file === undefined || tag === undefined) return undefined;
    const caching = { ETag: tag, 'Cache-Control': 'no-cache' };
    if (isKnown(tag, headers['if-none-match'])) return empty(304, caching);
    return {
      status: 200,
      headers: { 'Content-Type': `${file.type}; charset=utf-8`, ...caching },
      body: file.body,
    };
  };
}

function entityTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url')}"`;
}

/** RFC 9110, section 13.1.2: a list of tags, compared without their weakness, or `*`. */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}

/** Works without the script too: a link to the document in plain HTML. */
function pageOf(title: string): string {
  const heading = escapedHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${heading}</title>
</head>
<body>
  <h1>${heading}</h1>
  <p>This is a sandbox: a platform on this machine, with data made from the document's schemas.</p>
  <ul id="documents"><li><a href="v1/swagger.json">OpenAPI document (v1)</a></li></ul>
  <script src="index.js" charset="utf-8"></script>
</body>
</html>
`;
}

function scriptOf(title: string): string {
  const config = { urls: [{ url: 'v1/swagger.json', name: `${title} v1` }], deepLinking: false };
  return `window.onload = function () {
  var configObject = JSON.parse('${javaScriptString(JSON.stringify(config))}');
  var list = document.getElementById('documents');
  list.replaceChildren();
  configObject.urls.forEach(function (announced) {
    var link = document.createElement('a');
    link.href = announced.url;
    link.textContent = announced.name;
    list.appendChild(document.createElement('li')).appendChild(link);
  });
};
`;
}

/** For between single quotes in a script, whatever the text. */
function javaScriptString(text: string): string {
  const hex = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return text.replaceAll('\\', '\\\\').replace(/[^\x20-\x7e]|['<>&+]/g, hex);
}

function escapedHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
