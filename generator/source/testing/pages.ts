/** Small pages in the style of each generator: what announces a document is as they print it. */

const swaggerUi = (scripts: string) => `<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Swagger UI</title>
<link rel="stylesheet" type="text/css" href="./swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<!-- <script>var configObject = JSON.parse('{"urls":[{"url":"old.json","name":"commented out"}]}');</script> -->
<script src="./swagger-ui-bundle.js"></script>
<script src="./swagger-ui-standalone-preset.js"></script>
${scripts}
</body></html>`;

/** What surrounds the announcement is our own, and has what trips a careless reader: comments, regexes, templates. */
const setup = (config: string) => `
/* not this one: var urls = [{url: 'comment.json', name: 'no'}] */
function isQuoted(text) {
    if (!text) return false;
    return /['"]{1,2}/.test(text) && text.length / 2 > 1;
}
window.onload = function () {
    var configObject = ${config};
    var oauthConfigObject = JSON.parse('{"scopes":[]}');
    for (const entry of configObject.urls) entry.shown = \`\${entry.name} (\${isQuoted(entry.url)})\`;
    window.ui = SwaggerUIBundle(configObject);
}`;

const inJson = (json: string) => `JSON.parse('${json}')`;

/** Swashbuckle 2.0 to 6.6. */
export const swashbuckleInline = (json: string) =>
  swaggerUi(`<script>${setup(inJson(json))}</script>`);

/** Swashbuckle from 6.7 on, and its `index.js`. */
export const swashbuckleLinked = swaggerUi('<script src="index.js" charset="utf-8"></script>');
export const swashbuckleScript = (json: string) => setup(inJson(json));
/** The newest print the object itself. */
export const swashbuckleObjectScript = (json: string) => setup(json);

export const swashbuckleV1 = (json: string) =>
  swaggerUi(`<script>
window.JSConfig = JSON.parse('${json}');
window.onload = function() {
  var endpoints = JSConfig.SwaggerEndpoints;
  SwaggerUIBundle({
    url: endpoints[0].Url,
    urls: endpoints.map(function (endpoint) { return { url: endpoint.Url, name: endpoint.Description } })
  });
}
</script>`);

export const nswag = (json: string) =>
  swaggerUi(`<script>
window.onload = function () {
  var urls = ${json};
  var asked = location.hash.match(/doc='([^']+)/);
  SwaggerUIBundle({ url: urls.length === 1 ? urls[0].url : asked, urls: urls.length > 1 ? urls : null });
}
</script>`);

export const scalar = (path: string, config: string) => `<!doctype html>
<html><head><title>Scalar API Reference</title><meta charset="utf-8" /></head>
<body>
<div id="app"></div>
<script src="scalar.js"></script>
<script type="module" src="scalar.aspnetcore.js"></script>
<script type="module">
    import { initialize } from './scalar.aspnetcore.js'
    initialize(
    '${path}',
    false,
    ${config})
</script>
</body></html>`;

export const scalarV1 = `<!doctype html><html><body>
<script id="api-reference"></script>
<script src="scalar.aspnetcore.js"></script>
<script>
    const basePath = getBasePath('/scalar/v1');
    const openApiUrl = \`\${window.location.origin}\${basePath}/openapi/v1.json\`
    const reference = document.getElementById('api-reference')
    reference.dataset.url = openApiUrl;
</script>
<script src="scalar.js"></script></body></html>`;

export const scalarElement =
  '<html><body><script id="api-reference" data-url="/openapi/v1.json?a=1&amp;b=2"></script></body></html>';

export const redoc = (call: string) => `<!DOCTYPE html><html><head><title>API Docs</title></head>
<body><div id="redoc-container"></div>
<script src="redoc.standalone.js"></script>
<script type="text/javascript">
    ${call}
</script></body></html>`;

export const redocElement =
  "<html><body><redoc spec-url='/api-docs/v1/swagger.json'></redoc></body></html>";

/** springdoc's page; the script is that of Swagger UI's distribution, changed in place. */
export const springdoc = `<!DOCTYPE html><html><body><div id="swagger-ui"></div>
<script src="./swagger-ui-bundle.js" charset="UTF-8"> </script>
<script src="./swagger-initializer.js" charset="UTF-8"> </script></body></html>`;

export const swaggerInitializer = (members: string) => `window.onload = function() {
  // <the settings>
  window.ui = SwaggerUIBundle({
    url: "https://petstore.swagger.io/v2/swagger.json",
    presets: [ SwaggerUIBundle.presets.apis ],
    onComplete: () => { log({ url: 'inner.json' }); },
    ${members}
  });
};`;

export const loginPage = `<!DOCTYPE html><html><head><title>Sign in</title></head>
<body><form method="post" action="/Account/Login"><input name="password" type="password"></form>
<script>var url = "https://login.example/return";</script></body></html>`;
