import type { SecurityScheme } from '../model/model.js';
import { printable } from '../util/printable.js';
import { getServiceNames, type EmitContext, type PackageSettings } from './context.js';
import { printComment } from './jsdoc.js';
import { toStringLiteral } from './structures.js';
import { renderTemplate } from './templates.js';

/** Emits `src/client.ts`: the client class, with a property for each service. */
export function emitClient(context: EmitContext, settings: PackageSettings): string {
  const { header, model, names } = context;
  const apiKey = findApiKey(model.securitySchemes);
  const title =
    printComment({ paragraphs: [model.title, model.docs.description ?? ''] }) ?? names.client;
  return renderTemplate('client.ts', {
    header,
    client: names.client,
    environmentVariablePrefix: names.environmentVariablePrefix,
    environmentType: Object.keys(settings.environments).map(toStringLiteral).join(' | ') || 'never',
    definition: printDefinition(context, settings, apiKey),
    apiKeyFunction: apiKey && getApiKeyFunction(apiKey),
    docs: title.split('\n'),
    services: model.services.map((service) => ({
      ...getServiceNames(context, service),
      summary: toOneLine(
        service.docs.summary ??
          service.docs.description ??
          `Operations tagged \`${service.wireName.replaceAll('`', "'")}\`.`,
      ),
    })),
  });
}

type ApiKeyScheme = Extract<SecurityScheme, { readonly kind: 'apiKey' }>;

function printDefinition(
  { names }: EmitContext,
  settings: PackageSettings,
  apiKey: ApiKeyScheme | undefined,
): string {
  const { rateLimit } = settings;
  const environments = Object.entries(settings.environments).map(
    ([name, { baseUrl, tokenUrl }]) => {
      const token = tokenUrl === undefined ? '' : `, tokenUrl: ${toStringLiteral(tokenUrl)}`;
      return `${toStringLiteral(name)}: { baseUrl: ${toStringLiteral(baseUrl)}${token} },`;
    },
  );
  return [
    '{',
    `name: ${toStringLiteral(names.client)},`,
    `version: ${toStringLiteral(settings.packageVersion)},`,
    `variablePrefix: ${toStringLiteral(names.environmentVariablePrefix)},`,
    `environments: { ${environments.join(' ')} },`,
    ...(settings.defaultEnvironment === undefined
      ? []
      : [`defaultEnvironment: ${toStringLiteral(settings.defaultEnvironment)},`]),
    ...(settings.tokenUrl === undefined
      ? []
      : [`tokenUrl: ${toStringLiteral(settings.tokenUrl)},`]),
    ...(rateLimit === undefined
      ? []
      : [`rateLimit: { requests: ${rateLimit.requests}, perMs: ${rateLimit.perMs} },`]),
    ...(apiKey === undefined
      ? []
      : [`apiKey: ${getApiKeyFunction(apiKey)}(${toStringLiteral(apiKey.wireName)}),`]),
    '}',
  ].join('\n');
}

/** Prefers a header to the query, which proxies log. The header `Authorization` has the bearer token, not an API key. */
function findApiKey(schemes: readonly SecurityScheme[]): ApiKeyScheme | undefined {
  const keys = schemes
    .filter((scheme) => scheme.kind === 'apiKey')
    .filter(
      (scheme) => scheme.in !== 'header' || scheme.wireName.toLowerCase() !== 'authorization',
    );
  return (
    keys.find((scheme) => scheme.in === 'header') ?? keys.find((scheme) => scheme.in === 'query')
  );
}

/** The function of the runtime that sends the key. */
function getApiKeyFunction(apiKey: ApiKeyScheme): string {
  return apiKey.in === 'header' ? 'apiKeyInHeader' : 'apiKeyInQuery';
}

function toOneLine(text: string): string {
  return printComment({ paragraphs: [printable(text).replace(/\s+/g, ' ')] }) ?? '';
}
