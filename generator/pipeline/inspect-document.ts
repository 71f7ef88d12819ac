import { defaultConfig } from '../config/index.js';
import type { LocatedDiagnostic } from '../diagnostics.js';
import type { SecurityScheme } from '../model/model.js';
import { getDefaultUrl, isSafeUrl } from '../model/servers.js';
import { getOperations } from '../model/walk.js';
import { unreachable } from '../model/type-refs.js';
import { defined } from '../util/defined.js';
import { Stopwatch } from '../util/stopwatch.js';
import { isUrl } from '../util/url.js';
import { createJob, createRecipe } from './job.js';
import { obtain, type Surroundings } from './obtain-target.js';
import { understand } from './read-and-name.js';
import { packageSettings } from './settings.js';

/** What there is to know of an API before a package of it is generated. */
export interface Inspection {
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly schemas: number;
  /** The credentials that the document declares, in words. */
  readonly security: readonly string[];
  /** The base URLs that a client would know from the document. */
  readonly servers: readonly string[];
  /** Where the document has no server: the root of the host that it comes from; undefined for a file. */
  readonly baseUrl?: string;
  /** The URL or path of the document itself, and its name on the page. */
  readonly location: string;
  readonly name?: string;
  /** The other documents of the page. */
  readonly alternatives: readonly { readonly url: string; readonly name?: string }[];
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** The names that a package gets where no others are given. */
  readonly clientName: string;
  readonly packageName: string;
}

/**
 * Finds a document and reads it. Writes nothing.
 *
 * @param input A document or a documentation page: a URL or a file.
 * @param document The document to take, by name or URL, if the page lists several.
 * @throws SdkgenError of the class that says what failed.
 */
export async function inspectDocument(
  input: string,
  document: string | undefined,
  surroundings: Surroundings,
): Promise<Inspection> {
  const given = { ...defaultConfig(), input, out: '.', ...defined({ document }) };
  const job = await createJob(given, surroundings);
  const watch = new Stopwatch(surroundings, job.config.workTimeoutMs);
  const obtained = await watch.stage('download', () =>
    obtain(job.target, job.config, surroundings),
  );
  const recipe = createRecipe(job, obtained, {});
  const { model, names, diagnostics } = await understand(recipe, watch);
  const settings = packageSettings(recipe, model);
  const servers = Object.values(settings.environments).map(({ baseUrl, variables }) =>
    getDefaultUrl({ url: baseUrl, ...defined({ variables }) }),
  );
  const root = isUrl(obtained.location) ? new URL('/', obtained.location).href : undefined;
  return {
    title: model.title,
    version: model.version,
    operations: getOperations(model).length,
    schemas: model.declarations.size,
    security: model.securitySchemes.map(describeScheme),
    servers,
    ...(servers.length === 0 && root !== undefined && isSafeUrl(root) && { baseUrl: root }),
    location: obtained.location,
    alternatives: obtained.alternatives,
    diagnostics,
    clientName: names.client,
    packageName: settings.packageName,
    ...defined({ name: obtained.name }),
  };
}

function describeScheme(scheme: SecurityScheme): string {
  switch (scheme.kind) {
    case 'apiKey':
      return `API key (${scheme.in} ${scheme.wireName})`;
    case 'http':
      return scheme.scheme === 'bearer' ? 'bearer token' : `HTTP ${scheme.scheme}`;
    case 'oauth2':
      return `OAuth 2.0 (${scheme.flow})`;
    case 'openIdConnect':
      return 'OpenID Connect';
    case 'mutualTLS':
      return 'client certificate';
    default:
      return unreachable(scheme);
  }
}
