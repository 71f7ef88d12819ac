import { getCredentialOptions, type Imports, planCredentials } from '../../emit/index.js';
import { getArguments, hasInlineBody } from '../../model/arguments.js';
import type { ApiModel, DeclarationId } from '../../model/model.js';
import { getDefaultUrl, nameServers } from '../../model/servers.js';
import { getFileType, getOperations } from '../../model/walk.js';
import type { ModelPrinter } from './both-packages.js';
import type { Owner, Probe } from './source-break.js';
import { getCalls, getMethodPath, getTypeNames, type Surface } from './surface.js';
import { getPayloadType, getWebhookOwner, getWebhooksByName } from './webhook-probes.js';

/**
 * By what programs reach a part of the package: an import, a member of the client, an option of its constructor, an
 * argument of `handleWebhook`.
 */
type NameKind = 'export' | 'method' | 'option' | 'webhook';

/** A name, and the part of the model that it is made from. */
interface Name extends Pick<Probe, 'subject' | 'owner' | 'pointer' | 'isConfigurable'> {
  readonly kind: NameKind;
}

/** The file of each kind's names, beside the probes, and how a program writes one of them. */
const FILES: Readonly<Record<NameKind, { readonly file: string; readonly interface?: string }>> = {
  export: { file: 'index' },
  method: { file: 'client', interface: 'Client' },
  option: { file: 'options', interface: 'ClientOptions' },
  webhook: { file: 'webhooks', interface: 'Webhooks' },
};

/** The names that depend on the API; what the runtime exports is the same in both packages. */
function listNames(surface: Surface): readonly Name[] {
  const { model, names } = surface;
  const services = model.services.flatMap(({ wireName }): Name[] => {
    const subject = names.services.get(wireName)?.className;
    const owner: Owner = { kind: 'service', wireName };
    return subject === undefined ? [] : [{ kind: 'export', subject, owner, pointer: '' }];
  });
  const operations = getCalls(surface).flatMap((call): Name[] => {
    const { operation, names: callNames } = call;
    const exported = [
      callNames.functionName,
      ...(getArguments(operation).params ? [callNames.paramsType] : []),
      ...(hasInlineBody(operation) ? [callNames.bodyType] : []),
    ];
    const owner: Owner = { kind: 'operation', id: operation.id };
    const { pointer } = operation.origin;
    return [
      ...exported.map((subject): Name => ({ kind: 'export', subject, owner, pointer })),
      { kind: 'method', subject: getMethodPath(call), owner, pointer },
    ];
  });
  const declarations = [...model.declarations.values()].flatMap(({ id, origin: { pointer } }) =>
    listTypeNames(surface, id).map((subject): Name => {
      return { kind: 'export', subject, owner: { kind: 'declaration', id }, pointer };
    }),
  );
  return [
    ...[names.client, names.error].map((subject): Name => {
      return { kind: 'export', subject, owner: { kind: 'package' }, pointer: '/info/title' };
    }),
    ...services,
    ...operations,
    ...declarations,
    ...listOptions(surface),
    ...[...getWebhooksByName(surface)].map(([subject, webhook]): Name => {
      const owner = getWebhookOwner(webhook);
      return { kind: 'webhook', subject, owner, pointer: webhook.origin.pointer };
    }),
  ];
}

export function listExportNames(surface: Surface): readonly string[] {
  return listNames(surface)
    .filter(({ kind }) => kind === 'export')
    .map(({ subject }) => subject);
}

function listTypeNames(surface: Surface, id: DeclarationId): readonly string[] {
  if (getFileType(surface.model.declarations, id)) return [];
  const { type, inputType, baseType = type, baseInputType = inputType } = getTypeNames(surface, id);
  return [...new Set([type, inputType, baseType, baseInputType])];
}

/** The credentials, environments and variables of servers that programs pass to the client's constructor. */
function listOptions({ model, names }: Surface): readonly Name[] {
  const credentials = getCredentialOptions(planCredentials(model, names));
  return [
    ...[...credentials].map((subject): Name => {
      return { kind: 'option', subject, owner: { kind: 'credentials' }, pointer: '/security' };
    }),
    ...listServerOptions(model).map((subject): Name => {
      // A configuration may name other environments than the document's servers.
      const isConfigurable = true;
      return {
        kind: 'option',
        subject,
        owner: { kind: 'package' },
        pointer: '/servers',
        isConfigurable,
      };
    }),
  ];
}

/** `environment staging`, `region=eu`; `region=${string}` for a variable with any value. */
function listServerOptions(model: ApiModel): readonly string[] {
  const own = getOperations(model).flatMap(({ servers = [] }) => servers);
  const addressed = model.servers.flatMap((server) => {
    const url = getDefaultUrl(server);
    return URL.canParse(url, NOWHERE) ? [{ ...server, address: new URL(url, NOWHERE).href }] : [];
  });
  const variables = [...model.servers, ...own].flatMap(({ variables: each = [] }) => each);
  const values = variables.flatMap(({ name, values: all = [ANY] }) =>
    all.map((value) => `${name}=${value}`),
  );
  return [
    ...[...nameServers(addressed).keys()].map((name) => `environment ${name}`),
    ...new Set(values),
  ];
}

/** Stands for the document's location. */
const NOWHERE = 'http://document.invalid/';
const ANY = '${string}';

/** A probe for each name that the new package no longer has. */
export function probeRemovedNames(before: Surface, after: Surface): readonly Probe[] {
  const toKey = ({ kind, subject }: Name) => `${kind} ${subject}`;
  const now = new Set(listNames(after).map(toKey));
  return listNames(before)
    .filter((name) => !now.has(toKey(name)))
    .map(({ kind, subject, ...target }): Probe => {
      const { file, interface: members } = FILES[kind];
      const name = members === undefined ? subject : `${members}[${toMemberName(subject)}]`;
      return {
        ...target,
        subject: kind === 'webhook' ? `Webhooks[${JSON.stringify(subject)}]` : subject,
        position: 'export',
        code: `null! as import('./${file}.js').${name};`,
      };
    });
}

/** `region=${string}` stands for all values: as a key that is an index signature, read as one of them it is a type. */
function toMemberName(subject: string): string {
  return subject.endsWith(`=${ANY}`) ? `\`${subject}\`` : JSON.stringify(subject);
}

/**
 * The files of a package's names, by their paths beside the probes. Their types are those of payloads, or nothing: of
 * all other names probes only read whether they exist.
 *
 * @param printer Prints what is imported into `imports`.
 */
export function printNameFiles(
  surface: Surface,
  printer: ModelPrinter,
  imports: Imports,
): ReadonlyMap<string, string> {
  const all = listNames(surface);
  const webhooks = getWebhooksByName(surface);
  const printPayload = (name: string) => {
    const webhook = webhooks.get(name);
    const type = webhook && getPayloadType(webhook);
    return type === undefined ? 'undefined' : printer.printType(type, 'response');
  };
  const printMember = ({ kind, subject }: Name) => {
    const key = toMemberName(subject);
    const type = kind === 'webhook' ? printPayload(subject) : 'unknown';
    return `${key.startsWith('`') ? `[key: ${key}]` : key}: ${type};`;
  };
  const printFile = (kind: NameKind) => {
    const own = all.filter((name) => name.kind === kind);
    const { interface: members } = FILES[kind];
    if (members === undefined) return own.map(({ subject }) => `export type ${subject} = unknown;`);
    return [`export interface ${members} {`, ...own.map(printMember), '}'];
  };
  const texts = KINDS.map((kind) => [FILES[kind].file, printFile(kind)] as const);
  return new Map(
    texts.map(([file, lines]) => [
      `${file}.ts`,
      [...(file === 'webhooks' ? printImports(imports) : []), ...lines, 'export {};'].join('\n'),
    ]),
  );
}

const KINDS: readonly NameKind[] = ['export', 'method', 'option', 'webhook'];

/** The lines that import what was printed. */
export function printImports(imports: Imports): readonly string[] {
  return imports.all.map(
    ({ module, names }) => `import type { ${names.join(', ')} } from '${module}';`,
  );
}
