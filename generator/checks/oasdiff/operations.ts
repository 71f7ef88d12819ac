import type { Finding } from '../../diff/index.js';
import type {
  Lifecycle,
  OperationObject,
  ParameterObject,
  SecurityRequirementObject,
  SecuritySchemeObject,
} from '../../document/openapi.js';
import { sortKeys } from '../../util/order.js';
import { isChecked, type DocumentPair } from './documents.js';

/**
 * The ids of oasdiff for a finding outside of schemas.
 *
 * @param today `YYYY-MM-DD`, to compare sunset dates with.
 */
export function getOperationIds(
  finding: Finding,
  documents: DocumentPair,
  today: string,
): readonly string[] {
  const { what, subject } = finding;
  if (subject.kind === 'securityScheme') return getSchemeIds(finding, documents);
  if (subject.kind === 'document')
    return subject.part === 'security' ? getGlobalSecurityIds(documents) : [];
  const ofAnyStability = IDS_OF_ANY_STABILITY[what];
  if (ofAnyStability !== undefined) return ofAnyStability(finding, documents, today);
  if (subject.kind !== 'operation' || !documents.isChecked(finding)) return [];
  if (subject.part === 'security') return getOwnSecurityIds(finding, documents);
  return IDS[what]?.(finding, documents, today) ?? [];
}

type GetIds = (finding: Finding, documents: DocumentPair, today: string) => readonly string[];

type IdsByWhat = Readonly<Partial<Record<Finding['what'], GetIds>>>;

const always =
  (...ids: readonly string[]): GetIds =>
  () =>
    ids;

const getGone: GetIds = (finding, documents, today) => {
  const { before, after } = documents;
  const operation = before.findOperation(finding.subject.wireName);
  if (operation === undefined) return [];
  if (!hasKnownLevel(operation.node)) return ['api-invalid-stability-level'];
  if (!isChecked(operation.node)) return [];
  const path = after.hasPath(operation.template) ? 'api' : 'api-path';
  return getRemovalIds(operation.node, path, 'api-path-sunset-parse', today);
};

const addGone: GetIds = (...args) =>
  args[1].isChecked(args[0]) ? [...getGone(...args), 'endpoint-added'] : [];

/** For oasdiff a replaced parameter is one removed and one added. */
const replaceParameter: GetIds = (...args) => [
  ...removeParameter(...args),
  ...addParameter(...args),
];

const removeParameter: GetIds = ({ before }, documents, today) => {
  const node = documents.before.find(before) as ParameterObject;
  return getRemovalIds(node, 'request-parameter', 'request-parameter-sunset-parse', today);
};

const addParameter: GetIds = ({ after, reaches }, documents) => {
  const node = documents.after.find(after) as ParameterObject;
  if (node.in === 'path') return ['new-request-path-parameter'];
  const need = node.required === true ? 'required' : 'optional';
  return reaches.map(({ operation }) => {
    const parameters = documents.findNewOperation(operation)?.parameters ?? [];
    return parameters.some((one) => one.node === node && one.ofPath)
      ? `new-${need}-request-default-parameter-to-existing-path`
      : `new-${need}-request-parameter`;
  });
};

/** The ids of the statuses on either side. */
const changeStatus: GetIds = ({ before, after, subject }) => {
  const getStatusIds = (value: unknown, change: string): readonly string[] => {
    // oasdiff ignores ranges and `default`.
    if (!/^\d+$/.test(String(value))) return [];
    return [`response-${String(value).startsWith('2') ? '' : 'non-'}success-status-${change}`];
  };
  return [
    ...(before === undefined ? [] : getStatusIds(before.value ?? subject.part, 'removed')),
    ...(after === undefined ? [] : getStatusIds(after.value ?? subject.part, 'added')),
  ];
};

/** The ids of a media type, or of its schema. */
const ofContent =
  (what: string): GetIds =>
  ({ reaches: [reach], subject }) => {
    if (reach?.direction === 'request') return [`request-body-${what}`];
    // Without a media type it is the whole body.
    const isWhole = !subject.part?.includes(' ');
    const isSchema = what.includes('schema') && !isWhole;
    return [`response-${isSchema ? 'body-' : ''}${isWhole ? what.replace('-schema', '') : what}`];
  };

/** oasdiff does not know ranges. */
const replaceMediaType: GetIds = (finding, ...rest) =>
  ['media-type-removed', 'media-type-added'].flatMap((what) => ofContent(what)(finding, ...rest));

const renameMediaType: GetIds = ({ before, after, reaches: [reach] }) => {
  if (reach?.direction === 'request') return [];
  const [was = '', is = ''] = [before?.value, after?.value].map(String);
  const [older, newer] = [was, is].map((name) => name.split(';')[0] ?? '') as [string, string];
  if (older === newer) return ['response-media-type-name-changed'];
  return [`response-media-type-name-${older.includes('+') ? 'generalized' : 'specialized'}`];
};

const changeTags: GetIds = ({ before, after }) => {
  const [was, is] = [before?.value, after?.value].map((value) => value as readonly string[]);
  return [
    ...(was?.some((tag) => !is?.includes(tag)) ? ['api-tag-removed'] : []),
    ...(is?.some((tag) => !was?.includes(tag)) ? ['api-tag-added'] : []),
  ];
};

/** oasdiff compares the stability of operations, not of parameters. */
const changeStability =
  (id: string): GetIds =>
  ({ subject }, documents) => {
    const operation = documents.before.findOperation(subject.wireName);
    return subject.part === undefined && operation && isChecked(operation.node) ? [id] : [];
  };

/**
 * For operations that one document does not have, and for an operation that becomes a draft or alpha, which oasdiff ignores
 * afterwards.
 */
const IDS_OF_ANY_STABILITY: IdsByWhat = {
  'path-removed': getGone,
  'operation-removed': getGone,
  'operation-added': always('endpoint-added'),
  'webhook-added': always('webhook-added'),
  'webhook-removed': always('webhook-removed'),
  'schema-removed': always('api-schema-removed'),
  'unused-schema-removed': always('api-schema-removed'),
  'schema-renamed': always('api-schema-removed'),
  'stability-malformed': changeStability('api-invalid-stability-level'),
  'stability-decreased': changeStability('api-stability-decreased'),
  'stability-increased': changeStability('api-stability-increased'),
};

interface LifecycleIds {
  readonly deprecated: string;
  readonly reactivated: string;
  readonly deprecatedWithSunset: string;
  readonly sunsetMissing: string;
  readonly sunsetTooSmall: string;
  readonly deprecatedSunsetParse: string;
  readonly sunsetParse: string;
  readonly sunsetDeleted: string;
  readonly sunsetChangedTooSmall: string;
}

const OPERATION: LifecycleIds = {
  deprecated: 'endpoint-deprecated',
  reactivated: 'endpoint-reactivated',
  deprecatedWithSunset: 'endpoint-deprecated-with-sunset',
  sunsetMissing: 'api-deprecated-sunset-missing',
  sunsetTooSmall: 'api-sunset-date-too-small',
  deprecatedSunsetParse: 'api-deprecated-sunset-parse',
  sunsetParse: 'api-path-sunset-parse',
  sunsetDeleted: 'sunset-deleted',
  sunsetChangedTooSmall: 'api-sunset-date-changed-too-small',
};

const PARAMETER: LifecycleIds = {
  deprecated: 'request-parameter-deprecated',
  reactivated: 'request-parameter-reactivated',
  deprecatedWithSunset: 'request-parameter-deprecated',
  sunsetMissing: 'request-parameter-deprecated-sunset-missing',
  sunsetTooSmall: 'request-parameter-sunset-date-too-small',
  deprecatedSunsetParse: 'request-parameter-sunset-parse',
  sunsetParse: 'request-parameter-sunset-parse',
  sunsetDeleted: 'request-parameter-sunset-deleted',
  sunsetChangedTooSmall: 'request-parameter-sunset-date-changed-too-small',
};

/** Takes what an operation or a parameter says about how long it stays, before and after. */
const lifecycle =
  (
    get: (ids: LifecycleIds, was: Lifecycle, is: Lifecycle, today: string) => readonly string[],
  ): GetIds =>
  ({ before, after, subject: { part } }, documents, today) => {
    const isParameter = part !== undefined && /^(query|querystring|path|header|cookie):/.test(part);
    // oasdiff ignores the lifecycle of headers.
    if (part !== undefined && !isParameter) return [];
    const [was, is] = [documents.before.find(before), documents.after.find(after)] as Lifecycle[];
    return get(isParameter ? PARAMETER : OPERATION, was ?? {}, is ?? {}, today);
  };

const deprecate = lifecycle((ids, _, node, today) => {
  // An unknown level has a finding of its own.
  if (!hasKnownLevel(node)) return [];
  const { sunset, isNear, isOver } = readSunset(node, today);
  if (sunset === 'none') return [ids.deprecated, ids.sunsetMissing];
  if (sunset === 'malformed') return [ids.deprecatedSunsetParse];
  return [...(isOver ? [] : [ids.deprecatedWithSunset]), ...(isNear ? [ids.sunsetTooSmall] : [])];
});

const changeSunset = lifecycle((ids, before, after, today) => {
  const [was, is] = [readSunset(before, today).sunset, readSunset(after, today).sunset];
  if (is === 'none') return [ids.sunsetDeleted];
  if (is === 'malformed' || was === 'malformed') return [ids.sunsetParse];
  return was !== 'none' && is < was ? [ids.sunsetChangedTooSmall] : [];
});

const IDS: IdsByWhat = {
  'operation-moved': addGone,
  'operation-method-changed': addGone,
  'operation-id-added': always('api-operation-id-added'),
  'operation-id-changed': always('api-operation-id-removed'),
  'operation-id-removed': always('api-operation-id-removed'),
  'operation-tag-changed': changeTags,
  'operation-tags-changed': changeTags,
  deprecated: deprecate,
  undeprecated: lifecycle(({ reactivated }) => [reactivated]),
  'sunset-shortened': changeSunset,
  'sunset-changed': changeSunset,
  'sunset-malformed': changeSunset,
  'parameter-added-required': addParameter,
  'parameter-added-optional': addParameter,
  'path-parameter-added': addParameter,
  'path-parameter-declared': addParameter,
  'parameter-removed': removeParameter,
  'parameter-moved': replaceParameter,
  'parameter-renamed': replaceParameter,
  'parameter-became-required': always('request-parameter-became-required'),
  'parameter-became-optional': always('request-parameter-became-optional'),
  'request-body-added-optional': always('request-body-added-optional'),
  'request-body-added-required': always('request-body-added-required'),
  'request-body-became-optional': always('request-body-became-optional'),
  'request-body-became-required': always('request-body-became-required'),
  'request-body-removed': always('request-body-removed'),
  'media-type-added': ofContent('media-type-added'),
  'media-type-removed': ofContent('media-type-removed'),
  'unused-media-type-removed': ofContent('media-type-removed'),
  'media-type-widened': replaceMediaType,
  'media-type-narrowed': replaceMediaType,
  'media-type-renamed': renameMediaType,
  'content-schema-added': ofContent('media-type-schema-added'),
  'content-schema-removed': ofContent('media-type-schema-removed'),
  'success-status-added': changeStatus,
  'success-status-changed': changeStatus,
  'success-status-removed': changeStatus,
  'error-status-added': changeStatus,
  'error-status-removed': changeStatus,
  'header-added': always('response-header-added'),
  'header-became-optional': always('response-header-became-optional'),
  'optional-header-removed': always('optional-response-header-removed'),
  'required-header-removed': always('required-response-header-removed'),
};

/** From least to most stable: the values of `x-stability-level`. */
const LEVELS: readonly unknown[] = ['draft', 'alpha', 'beta', 'stable'];

function hasKnownLevel(node: Lifecycle): boolean {
  return LEVELS.includes(node['x-stability-level'] ?? 'stable');
}

/** A sunset date may be near for a policy that wants this many days of notice, as oasdiff's documentation suggests. */
const NOTICE = 31;

interface Sunset {
  /** `YYYY-MM-DD`, if there is a date. */
  readonly sunset: string;
  readonly isNear: boolean;
  readonly isOver: boolean;
}

/** Reads `x-sunset` (RFC 8594): a date, or the day of a date and time. */
export function readSunset({ 'x-sunset': value }: Lifecycle, today: string): Sunset {
  const none = { isNear: false, isOver: false };
  if (value === undefined) return { sunset: 'none', ...none };
  const [date] = (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(?=$|[Tt])/.exec(value)) || [];
  const time = date === undefined ? NaN : Date.parse(date);
  if (date === undefined || Number.isNaN(time)) return { sunset: 'malformed', ...none };
  const days = (time - Date.parse(today)) / (24 * 60 * 60 * 1000);
  return { sunset: date, isNear: days <= NOTICE, isOver: days < 0 };
}

/** The ids for a removal; none after the announced day. */
function getRemovalIds(
  node: Lifecycle,
  prefix: string,
  malformed: string,
  today: string,
): readonly string[] {
  const isParameter = prefix === 'request-parameter';
  const removed = isParameter ? 'removed' : 'removed-without-deprecation';
  if (node.deprecated !== true) return [`${prefix}-${removed}`];
  const { sunset } = readSunset(node, today);
  if (sunset === 'none') return [`${prefix}-removed-with-deprecation`];
  if (sunset === 'malformed') return [malformed];
  return today < sunset ? [`${prefix}-removed-before-sunset`] : [];
}

/** Alternatives, each a map from scheme to scopes. */
type Requirements = readonly SecurityRequirementObject[] | undefined;

const getOwnSecurityIds = ({ before, after }: Finding, documents: DocumentPair) =>
  findSecuritySuffixes(
    (documents.before.find(before) as OperationObject | undefined)?.security,
    (documents.after.find(after) as OperationObject | undefined)?.security,
  ).map((suffix) => `api-security-${suffix}`);

const getGlobalSecurityIds = ({ before, after }: DocumentPair) =>
  findSecuritySuffixes(before.loaded.document.security, after.loaded.document.security).map(
    (suffix) => `api-global-security-${suffix}`,
  );

function findSecuritySuffixes(before: Requirements = [], after: Requirements = []) {
  const removed = findMissing(before, after);
  const added = findMissing(after, before);
  const [was, is] = [removed[0], added[0]];
  const haveSameSchemes =
    was !== undefined && is !== undefined && getSchemes(was) === getSchemes(is);
  if (removed.length === 1 && added.length === 1 && haveSameSchemes)
    return [
      ...(lacksScope(is, was) ? ['scope-removed'] : []),
      ...(lacksScope(was, is) ? ['scope-added'] : []),
    ];
  // An empty alternative requires nothing.
  return [
    ...(removed.some((one) => getSchemes(one) !== '') ? ['removed'] : []),
    ...(added.some((one) => getSchemes(one) !== '') ? ['added'] : []),
  ];
}

function findMissing(
  from: readonly SecurityRequirementObject[],
  others: readonly SecurityRequirementObject[],
): readonly SecurityRequirementObject[] {
  const known = new Set(others.map(toText));
  return from.filter((one) => !known.has(toText(one)));
}

function toText(requirement: SecurityRequirementObject): string {
  const scopes = Object.entries(requirement).map(([name, list]) => [name, [...list].sort()]);
  return JSON.stringify(sortKeys(Object.fromEntries(scopes)));
}

function getSchemes(requirement: SecurityRequirementObject): string {
  return Object.keys(requirement).sort().join('\n');
}

function lacksScope(one: SecurityRequirementObject, other: SecurityRequirementObject): boolean {
  return Object.entries(other).some(([scheme, scopes]) =>
    scopes.some((scope) => !one[scheme]?.includes(scope)),
  );
}

/** oasdiff compares the URLs and scopes of the implicit flow only. */
function getSchemeIds(
  { what, subject }: Finding,
  { before, after }: DocumentPair,
): readonly string[] {
  const id = 'api-security-component';
  if (what === 'security-scheme-renamed') return [`${id}-removed`, `${id}-added`];
  const [old, now] = [before, after].map(({ loaded }): SecuritySchemeObject | undefined => {
    const schemes = loaded.document.components.securitySchemes;
    return Object.hasOwn(schemes, subject.wireName) ? schemes[subject.wireName] : undefined;
  });
  if (old === undefined) return [`${id}-added`];
  if (now === undefined) return [`${id}-removed`];
  if (what === 'security-scheme-changed')
    return old.type === now.type ? [] : [`${id}-type-changed`];
  const [was, is] = [old.flows?.['implicit'], now.flows?.['implicit']];
  if (!subject.part?.startsWith('implicit') || was === undefined || is === undefined) return [];
  const [older, newer] = [was.scopes ?? {}, is.scopes ?? {}];
  const [left, right] = [Object.keys(older), Object.keys(newer)];
  const isRedescribed = left.some((one) => right.includes(one) && older[one] !== newer[one]);
  const suffixes: Readonly<Partial<Record<Finding['what'], readonly (string | false)[]>>> = {
    'security-urls-changed': [
      was.authorizationUrl !== is.authorizationUrl && 'oauth-url-changed',
      was.tokenUrl !== is.tokenUrl && 'oauth-token-url-changed',
    ],
    'security-scopes-changed': [
      left.some((scope) => !right.includes(scope)) && 'oauth-scope-removed',
      right.some((scope) => !left.includes(scope)) && 'oauth-scope-added',
    ],
    'documentation-changed': [isRedescribed && 'oauth-scope-changed'],
  };
  return (suffixes[what] ?? []).flatMap((suffix) => (suffix === false ? [] : `${id}-${suffix}`));
}
