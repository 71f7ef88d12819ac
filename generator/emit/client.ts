import type { TokenRequest } from '../model/environment.js';
import type { ServerVariable } from '../model/model.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { toOneLine } from '../util/markdown.js';
import { getServiceNames, type EmitContext, type PackageSettings } from './context.js';
import {
  canRequestTokens,
  describeClientOptions,
  getVariableNames,
  printAlternatives,
  printCredential,
} from './credentials.js';
import { createDocsComment, printComment, toCode, type Comment } from './jsdoc.js';
import { printVariableDefaults } from './requests.js';
import { toPropertyKey, toStringLiteral } from './structures.js';
import { renderTemplate } from './templates.js';

/** Emits `src/client.ts`: the client class, with a property for each service, and its options. */
export function emitClient(context: EmitContext, settings: PackageSettings): string {
  const { header, model, names, credentials } = context;
  const title =
    printComment(createDocsComment({ ...model.docs, summary: model.title })) ?? names.client;
  const tokens = canRequestTokens(credentials, settings)
    ? ['ClientCredentialsOptions']
    : credentials.takesToken
      ? ['TokenOptions']
      : [];
  const printed = [
    ...[...credentials.keys.values()].map((scheme) => printCredential(scheme)),
    ...(credentials.takesBasic ? [printCredential('basic')] : []),
  ];
  return renderTemplate('client.ts', {
    header,
    client: names.client,
    environmentType: Object.keys(settings.environments).map(toStringLiteral).join(' | ') || 'never',
    definition: printDefinition(context, settings),
    typeImports: ['BaseOptions', ...tokens, 'ClientDefinition'].sort(byCodeUnit).join(', '),
    helpers: [
      ...new Set([
        ...printed.map(({ helper }) => helper),
        ...(hasVariables(settings) ? ['expandUrl'] : []),
        ...(hasBasicAuthentication(settings) ? ['basicAuthentication'] : []),
      ]),
    ].sort(byCodeUnit),
    baseOptions: ['BaseOptions<Environment>', ...tokens].join(', '),
    options: [
      ...describeClientOptions(context).map(({ name, docs }) => ({
        name: toPropertyKey(name),
        type: 'string',
        comment: toComment(docs),
      })),
      ...printVariables(context, settings),
    ],
    variables: listVariables(getVariableNames(context, settings)),
    docs: title.split('\n'),
    services: model.services.map((service) => ({
      ...getServiceNames(context, service),
      summary: toSummary(service.docs.summary ?? service.docs.description ?? ''),
    })),
  });
}

/** A variable of one or more servers. */
interface SharedVariable extends Omit<ServerVariable, 'default'> {
  /** One for each server that has another. */
  readonly defaults: readonly string[];
}

/** The variables of all servers, by name; the first that has one describes it. Any value of one of its servers is allowed. */
export function collectServerVariables(
  { servers }: EmitContext,
  { environments }: PackageSettings,
): readonly SharedVariable[] {
  const all = [...Object.values(environments), ...servers.values()];
  const byName = new Map<string, SharedVariable>();
  for (const variable of all.flatMap(({ variables = [] }) => variables)) {
    const { default: value, values, ...rest } = variable;
    const known = byName.get(rest.name);
    const merged =
      values && (known === undefined || known.values)
        ? [...new Set([...(known?.values ?? []), ...values])].sort(byCodeUnit)
        : undefined;
    byName.set(rest.name, {
      ...rest,
      ...defined({ description: known?.description ?? rest.description }),
      ...defined({ values: merged }),
      defaults: [...new Set([...(known?.defaults ?? []), value])],
    });
  }
  return [...byName.values()];
}

/** `` default `1` ``, or what each server has: `` default `1` or `2`, as the server says ``. */
export function describeDefaults(
  { defaults }: SharedVariable,
  print: (text: string) => string,
): string {
  const several = defaults.length > 1 ? ', as the server says' : '';
  return `default ${defaults.map(print).join(' or ')}${several}`;
}

/** The option `variables`, if the URL of a server has some. */
function printVariables(context: EmitContext, settings: PackageSettings) {
  const variables = collectServerVariables(context, settings);
  if (variables.length === 0) return [];
  const members = variables.map(({ name, values }) => {
    const type = values?.map(toStringLiteral).join(' | ') ?? 'string';
    return `readonly ${toPropertyKey(name)}?: ${type} | undefined;`;
  });
  const notes = variables.map(
    (each) =>
      `${toCode(each.name)}: ${describeDefaults(each, toCode)}.${each.description ? ` ${each.description}` : ''}`,
  );
  return [
    {
      name: 'variables',
      type: `{ ${members.join(' ')} }`,
      comment: toComment({ paragraphs: ["Parts of the servers' URLs.", ...notes] }),
    },
  ];
}

function toComment(comment: Comment): string {
  const lines = (printComment(comment) ?? '').split('\n');
  return lines.length === 1
    ? `/** ${lines.join('')} */`
    : ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n  ');
}

/** A list of environment variables in lines of a comment. */
function listVariables(names: readonly string[]): readonly string[] {
  const words = names.map(
    (name, index) =>
      `\`${name}\`${index < names.length - 2 ? ',' : index === names.length - 2 ? ' and' : '.'}`,
  );
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function printDefinition(context: EmitContext, settings: PackageSettings): string {
  const { names, credentials } = context;
  const { rateLimit, defaultEnvironment } = settings;
  const environments = Object.entries(settings.environments).map(
    ([name, { baseUrl, variables, ...others }]) => {
      const members = [
        `baseUrl: ${toStringLiteral(baseUrl)}`,
        ...(variables ? [`variables: ${printVariableDefaults(variables)}`] : []),
        ...printTokenRequest(others),
      ];
      return `${toPropertyKey(name)}: { ${members.join(', ')} },`;
    },
  );
  const sent = [...credentials.keys].map(
    ([option, scheme]) => `${toPropertyKey(option)}: ${printCredential(scheme).text}`,
  );
  if (credentials.takesBasic) sent.push(`basic: ${printCredential('basic').text}`);
  const { auth, scope } = credentials.defaults;
  const fields = [
    `name: ${toStringLiteral(names.client)}`,
    `version: ${toStringLiteral(settings.packageVersion)}`,
    `variablePrefix: ${toStringLiteral(names.environmentVariablePrefix)}`,
    `environments: { ${environments.join(' ')} }`,
    ...(hasVariables(settings) ? ['expandUrl'] : []),
    ...(defaultEnvironment === undefined
      ? []
      : [`defaultEnvironment: ${toStringLiteral(defaultEnvironment)}`]),
    ...printTokenRequest(settings),
    ...(sent.length === 0 ? [] : [`credentials: { ${sent.join(', ')} }`]),
    ...(auth === undefined ? [] : [`auth: ${printAlternatives(auth)}`]),
    ...(scope === undefined ? [] : [`scope: ${toStringLiteral(scope)}`]),
    ...(rateLimit === undefined
      ? []
      : [`rateLimit: { requests: ${rateLimit.requests}, perMs: ${rateLimit.perMs} }`]),
  ];
  return `{\n${fields.map((field) => `${field},\n`).join('')}}`;
}

function hasBasicAuthentication(settings: PackageSettings): boolean {
  return [settings, ...Object.values(settings.environments)].some(
    ({ clientAuthentication }) => clientAuthentication === 'basic',
  );
}

function hasVariables({ environments }: PackageSettings): boolean {
  return Object.values(environments).some(({ variables }) => variables !== undefined);
}

/** The parameters are in alphabetical order; what is the default is left out. */
function printTokenRequest(request: TokenRequest): readonly string[] {
  const { tokenUrl, tokenParameters = {}, clientAuthentication = 'body' } = request;
  const parameters = sortedBy(Object.entries(tokenParameters), ([name]) => name).map(
    ([name, value]) => `${toPropertyKey(name)}: ${toStringLiteral(value)}`,
  );
  return [
    ...(tokenUrl === undefined ? [] : [`tokenUrl: ${toStringLiteral(tokenUrl)}`]),
    ...(parameters.length === 0 ? [] : [`tokenParameters: { ${parameters.join(', ')} }`]),
    ...(clientAuthentication === 'body' ? [] : ['clientAuthentication: basicAuthentication']),
  ];
}

function toSummary(text: string): string {
  return printComment({ paragraphs: [toOneLine(text)] }) ?? '';
}
