import type { SecurityScheme } from '../model/model.js';
import { takesToken } from './access/access-control.js';
import { TOKEN_PATH, type Credentials } from './access/identity.js';

export interface ScriptOptions {
  /** The document's URL, relative to the page, and its name. */
  readonly document: { readonly url: string; readonly name: string };
  readonly securitySchemes: readonly SecurityScheme[];
  /** Filled in where the page asks for them. */
  readonly credentials: Credentials;
}

/**
 * `index.js`: Swashbuckle 10's two configuration objects, and Swagger UI started with them.
 *
 * The document is served as it was published, so it names other servers, another token endpoint and other flows of OAuth. A
 * request interceptor of Swagger UI sends every request to the sandbox instead: the path stays the same, and neither a call
 * nor a client secret leaves this machine. Each scheme of OAuth asks for the client's credentials, the only grant that the
 * sandbox has, and comes first; the forms of other schemes are filled in when they appear.
 */
export function renderScript({ document, securitySchemes, credentials }: ScriptOptions): string {
  const config = {
    urls: [document],
    deepLinking: false,
    displayRequestDuration: true,
    persistAuthorization: false,
    // The validator badge would send the document to a server on the Internet.
    validatorUrl: null,
  };
  const oauth = { ...credentials, scopeSeparator: ' ', scopes: [] };
  const tokenForm = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const forms = {
    tokenUrl: TOKEN_PATH,
    tokenForm: tokenForm.toString(),
    fields: { username: credentials.clientId, password: credentials.clientSecret },
    schemes: securitySchemes.map((scheme) => [scheme.name, getFieldText(scheme, credentials)]),
  };
  return `window.onload = function () {
  var configObject = ${toExpression(config)};
  var oauthConfigObject = ${toExpression(oauth)};
  var forms = ${toExpression(forms)};
  var schemes = new Map(forms.schemes);
  configObject.dom_id = '#swagger-ui';
  configObject.presets = [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset];
  configObject.plugins = [SwaggerUIBundle.plugins.DownloadUrl, orderForms];
  configObject.layout = 'StandaloneLayout';
  configObject.requestInterceptor = function (request) {
    var target = new URL(request.url, window.location.href);
    request.url = window.location.origin + target.pathname + target.search;
    return request;
  };

  function orderForms() {
    return { statePlugins: { auth: { wrapSelectors: { definitionsToAuthorize: function (original, system) {
      return function () {
        var definitions = system.specSelectors.securityDefinitions();
        if (!definitions) return original();
        var isOauth = function (scheme) { return /^(oauth2|openIdConnect)$/.test(scheme.get('type')); };
        var flow = system.specSelectors.isOAS3() ? 'clientCredentials' : 'application';
        var forms = definitions.map(function (scheme) {
          return isOauth(scheme) ? scheme.merge({ type: 'oauth2', flow: flow, tokenUrl: '${TOKEN_PATH}' }) : scheme;
        });
        var byRank = forms.sortBy(function (scheme) { return isOauth(scheme) ? 0 : 1; });
        return byRank.entrySeq().map(function (entry) { return definitions.clear().set(entry[0], entry[1]); }).toList();
      };
    } } } } };
  }

  var seen = new WeakSet();
  new MutationObserver(function () {
    document.querySelectorAll('.auth-container input').forEach(function (input) {
      if (seen.has(input)) return;
      seen.add(input);
      var text = forms.fields[input.name] || schemes.get(getScheme(input));
      if (text && input.value === '') findToken(text).then(function (found) { fill(input, found); });
    });
  }).observe(document.getElementById('swagger-ui'), { childList: true, subtree: true });

  function getScheme(input) {
    for (var part = input; part; part = part.parentElement) {
      var heading = part.querySelector(':scope > h4 > code');
      if (heading) return heading.textContent;
    }
  }

  function findToken(text) {
    if (!text.includes('{token}')) return Promise.resolve(text);
    return fetch(forms.tokenUrl, { method: 'POST', body: new URLSearchParams(forms.tokenForm) })
      .then(function (response) { return response.json(); })
      .then(function (token) { return text.replace('{token}', token.access_token); });
  }

  // React keeps a value of its own, which only the element's own setter gets past.
  function fill(input, text) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  window.ui = SwaggerUIBundle(configObject);
  window.ui.initOAuth(oauthConfigObject);
};
`;
}

/** What the only field of a scheme's form gets; `{token}` is replaced by one that is new. */
function getFieldText(scheme: SecurityScheme, { clientSecret }: Credentials): string {
  if (scheme.kind === 'http') return '{token}';
  if (scheme.kind !== 'apiKey') return '';
  return takesToken(scheme) ? 'Bearer {token}' : clientSecret;
}

/** A JavaScript expression whose value is that of the JSON. */
function toExpression(value: object): string {
  const hex = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const text = JSON.stringify(value).replaceAll('\\', '\\\\');
  return `JSON.parse('${text.replace(/[^\x20-\x7e]|['<>&+]/g, hex)}')`;
}
