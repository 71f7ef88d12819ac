import type { ApiModel } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { inlineCode } from '../util/markdown.js';
import { collectServerVariables, describeDefaults } from './client.js';
import type { EmitContext, PackageSettings } from './context.js';
import { canRequestTokens, hasTokenEndpoint, toVariableName } from './credentials.js';
import { LOCATION_NAMES } from './jsdoc.js';

/** The paragraphs of the README about credentials, in Markdown. */
export function describeCredentials(
  context: EmitContext,
  settings: PackageSettings,
): readonly string[] {
  const { credentials, model } = context;
  const operations = getOperations(model);
  const isDeclared = operations.some(({ security }) => security.kind === 'schemes');
  const isUnknown = !isDeclared && model.securitySchemes.length === 0;
  const inQuery = [...credentials.keys.values()].some((scheme) => scheme.in === 'query');
  return [
    ...(isUnknown
      ? ['The document does not say which credentials the API takes. `headers` sends any others.']
      : []),
    listCredentials(context, settings).join('\n'),
    ...(isDeclared
      ? [
          'A call sends the credentials that its operation needs, and no others; [api.md](api.md) lists them. Of several alternatives, the first that the client has is sent.\nWithout any, the call fails with a `ConfigurationError` before anything is sent.',
        ]
      : []),
    inQuery
      ? 'Secrets are never printed or logged. A key in the query is a part of the URL that is sent, which servers and proxies may log.'
      : 'Secrets are never printed, logged or put into a URL.',
  ];
}

/** An item for each option of the client, with its environment variable. */
function listCredentials(context: EmitContext, settings: PackageSettings): readonly string[] {
  const { credentials, names, model } = context;
  const toVariable = (option: string) =>
    `\`${toVariableName(names.environmentVariablePrefix, option)}\``;
  const items = [...credentials.keys].map(
    ([option, scheme]) =>
      `- \`${option}\` (or the variable ${toVariable(option)}): sent as the ${LOCATION_NAMES[scheme.in]} ${inlineCode(scheme.wireName)}.`,
  );
  if (credentials.takesBasic)
    items.push(
      `- \`username\` and \`password\` (or ${toVariable('username')} and ${toVariable('password')}): sent with HTTP basic authentication.`,
    );
  if (canRequestTokens(credentials, settings))
    items.push(
      `- \`clientId\` and \`clientSecret\` (or ${toVariable('clientId')} and ${toVariable('clientSecret')})${hasTokenEndpoint(settings) ? '' : ', with the `tokenUrl` of your identity server'}: the client requests a bearer token with the OAuth 2.0 client\n  credentials grant before the first call that needs one. It caches the token until it expires, and requests another one when the API rejects it.${describeScopes(model)}`,
    );
  if (credentials.takesToken)
    items.push(
      `- \`token\` (or ${toVariable('token')}): a bearer token of your own${describeTokenFormats(model)}, or a function that returns one.`,
    );
  return items;
}

/** The scopes of the client credentials grant, which the option `scope` chooses from. */
function describeScopes({ securitySchemes }: ApiModel): string {
  const scopes = securitySchemes.flatMap((scheme) =>
    scheme.kind === 'oauth2' && scheme.flow === 'clientCredentials' ? scheme.scopes : [],
  );
  if (scopes.length === 0) return '';
  const list = [...new Set(scopes)].map(inlineCode).join(', ');
  return `\n  A token has the scopes that the operation needs, or those of \`scope\`: ${list}.`;
}

/** The paragraphs of the README about variables of servers, and servers of single operations, in Markdown. */
export function describeServers(
  context: EmitContext,
  settings: PackageSettings,
): readonly string[] {
  const variables = collectServerVariables(context, settings);
  const byServer = new Map<string, string[]>();
  for (const [id, { baseUrl }] of context.servers)
    byServer.set(baseUrl, [...(byServer.get(baseUrl) ?? []), id]);
  const list = [...byServer].map(
    ([baseUrl, ids]) => `- ${inlineCode(baseUrl)}: ${ids.map(inlineCode).join(', ')}`,
  );
  return [
    ...(variables.length > 0
      ? [
          `\`variables\` sets parts of the URLs: ${variables.map((each) => `${inlineCode(each.name)} (${describeDefaults(each, inlineCode)})`).join(', ')}.`,
        ]
      : []),
    ...(list.length > 0
      ? [
          'Some operations are on servers of their own. They get the credentials that they need, also on another host. A path is on the host of the base URL.\nWith the option `baseUrl`, those of other hosts are called at that URL as well.',
          list.join('\n'),
        ]
      : []),
  ];
}

/** The formats that the document names for bearer tokens, in parentheses. */
function describeTokenFormats({ securitySchemes }: ApiModel): string {
  const formats = securitySchemes.flatMap((scheme) =>
    scheme.kind === 'http' && scheme.bearerFormat ? [inlineCode(scheme.bearerFormat)] : [],
  );
  return formats.length === 0 ? '' : ` (${[...new Set(formats)].join(', ')})`;
}
