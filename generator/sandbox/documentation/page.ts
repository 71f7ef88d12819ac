import type { Credentials } from '../identity/index.js';

export interface Announcement {
  readonly title: string;
  /** Where the document is, relative to the page, and what it is called. */
  readonly document: { readonly url: string; readonly name: string };
  readonly credentials: Credentials;
}

/** `index.html`: works without scripts too, as a link to the document. */
export function pageOf({ title, document }: Announcement): string {
  const heading = escapedHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${heading}</title>
  <link rel="stylesheet" type="text/css" href="./swagger-ui.css">
  <link rel="stylesheet" type="text/css" href="./index.css">
  <link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32">
  <link rel="icon" type="image/png" href="./favicon-16x16.png" sizes="16x16">
</head>
<body>
  <noscript>
    <h1>${heading}</h1>
    <p>This is a sandbox: a platform on this machine, with data made from the document's schemas.</p>
    <p><a href="${escapedHtml(document.url)}">OpenAPI document</a></p>
  </noscript>
  <div id="swagger-ui"></div>
  <script src="./swagger-ui-bundle.js" charset="utf-8"></script>
  <script src="./swagger-ui-standalone-preset.js" charset="utf-8"></script>
  <script src="index.js" charset="utf-8"></script>
</body>
</html>
`;
}

/**
 * `index.js`: the two objects that Swashbuckle 10 prints, and Swagger UI started with them.
 *
 * The document is served as it was published, so the servers and the token endpoint that it names are
 * elsewhere. Swagger UI's own hook for requests turns each of them to the sandbox: paths stay, and
 * nothing that is tried here, a client secret least of all, leaves this machine.
 */
export function scriptOf({ document, credentials }: Announcement): string {
  const config = {
    urls: [document],
    deepLinking: false,
    displayRequestDuration: true,
    persistAuthorization: false,
    // No badge that would show the document to a validator on the Internet.
    validatorUrl: null,
  };
  const oauth = { ...credentials, scopeSeparator: ' ', scopes: [] };
  return `window.onload = function () {
  var configObject = JSON.parse('${javaScriptString(JSON.stringify(config))}');
  var oauthConfigObject = JSON.parse('${javaScriptString(JSON.stringify(oauth))}');
  configObject.dom_id = '#swagger-ui';
  configObject.presets = [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset];
  configObject.plugins = [SwaggerUIBundle.plugins.DownloadUrl];
  configObject.layout = 'StandaloneLayout';
  configObject.requestInterceptor = function (request) {
    var target = new URL(request.url, window.location.href);
    request.url = window.location.origin + target.pathname + target.search;
    return request;
  };
  window.ui = SwaggerUIBundle(configObject);
  window.ui.initOAuth(oauthConfigObject);
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
