import type { SecurityScheme } from '../model/model.js';
import type { EmitContext } from './scope.js';
import { commentText } from './jsdoc.js';
import { printable } from '../util/printable.js';
import { quoted } from './literals.js';
import { serviceNames } from './planned-names.js';
import type { PackageSettings } from './settings.js';
import { renderTemplate } from './templates.js';

/** `src/client.ts`: the class that a program makes, with a property for each service. */
export function clientFile(context: EmitContext, settings: PackageSettings): string {
  const { header, model, names } = context;
  const apiKey = apiKeyOf(model.securitySchemes);
  const title =
    commentText({ paragraphs: [model.title, model.docs.description ?? ''] }) ?? names.client;
  return renderTemplate('client.ts', {
    header,
    client: names.client,
    environmentVariablePrefix: names.environmentVariablePrefix,
    environmentType: Object.keys(settings.environments).map(quoted).join(' | ') || 'never',
    definition: definitionText(context, settings, apiKey),
    keyPlace: apiKey && keyPlace(apiKey),
    docs: title.split('\n'),
    services: model.services.map((service) => ({
      ...serviceNames(context, service),
      summary: oneLine(
        service.docs.description ??
          `Operations tagged \`${service.wireName.replaceAll('`', "'")}\`.`,
      ),
    })),
  });
}

type ApiKeyScheme = Extract<SecurityScheme, { readonly kind: 'apiKey' }>;

function definitionText(
  { names }: EmitContext,
  settings: PackageSettings,
  apiKey: ApiKeyScheme | undefined,
): string {
  const { rateLimit } = settings;
  const environments = Object.entries(settings.environments).map(
    ([name, { baseUrl, tokenUrl }]) => {
      const token = tokenUrl === undefined ? '' : `, tokenUrl: ${quoted(tokenUrl)}`;
      return `${quoted(name)}: { baseUrl: ${quoted(baseUrl)}${token} },`;
    },
  );
  return [
    '{',
    `name: ${quoted(names.client)},`,
    `version: ${quoted(settings.packageVersion)},`,
    `variablePrefix: ${quoted(names.environmentVariablePrefix)},`,
    `environments: { ${environments.join(' ')} },`,
    ...(settings.defaultEnvironment === undefined
      ? []
      : [`defaultEnvironment: ${quoted(settings.defaultEnvironment)},`]),
    ...(settings.tokenUrl === undefined ? [] : [`tokenUrl: ${quoted(settings.tokenUrl)},`]),
    ...(rateLimit === undefined
      ? []
      : [`rateLimit: { requests: ${rateLimit.requests}, perMs: ${rateLimit.perMs} },`]),
    ...(apiKey === undefined ? [] : [`apiKey: ${keyPlace(apiKey)}(${quoted(apiKey.wireName)}),`]),
    '}',
  ].join('\n');
}

/** A key in a header beats one in the query, which proxies log. A header `Authorization` is a bearer token, not a key. */
function apiKeyOf(schemes: readonly SecurityScheme[]): ApiKeyScheme | undefined {
  const keys = schemes
    .filter((scheme) => scheme.kind === 'apiKey')
    .filter(
      (scheme) => scheme.in !== 'header' || scheme.wireName.toLowerCase() !== 'authorization',
    );
  return (
    keys.find((scheme) => scheme.in === 'header') ?? keys.find((scheme) => scheme.in === 'query')
  );
}

/** The runtime's function for the place. */
function keyPlace(apiKey: ApiKeyScheme): string {
  return apiKey.in === 'header' ? 'apiKeyInHeader' : 'apiKeyInQuery';
}

export function oneLine(text: string): string {
  const comment = commentText({ paragraphs: [printable(text).replace(/\s+/g, ' ')] });
  return comment ?? '';
}
