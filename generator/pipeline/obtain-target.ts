import { defined } from '../util/defined.js';
import { dirname, relative } from 'node:path';
import { readCredentials, type GeneratorConfig, type ProcessEnvironment } from '../config/index.js';
import { DownloadError } from '../errors.js';
import {
  obtainDocument,
  readReferenced,
  readSnapshot,
  writeSnapshot,
  writeValidators,
  type BytesListener,
  type CanonicalDocument,
  type DocumentRequest,
  type ObtainedDocument,
  type Snapshot,
  type SourceContext,
} from '../source/index.js';
import { isUrl } from '../util/url.js';
import type { StageListener } from '../util/stopwatch.js';
import { RUN_PROGRAM } from '../program.js';
import type { Target } from './targets.js';
import { generatorName } from './version.js';

/** The surroundings of a run, which do not change its output. */
export interface Surroundings extends StageListener {
  /** The folder that relative paths are resolved against. Default: the process's own. */
  readonly cwd?: string;
  /** The environment variables: proxies, and the credentials of an environment whose document is not public. */
  readonly variables?: ProcessEnvironment;
  /** Writes to a folder that a package was probably not meant for, such as one with other files. */
  readonly force?: boolean;
  /** Called while something is downloaded. The total is undefined when the server does not say. */
  readonly onBytes?: BytesListener;
}

/** A document's text and its origin. */
export interface Obtained {
  readonly text: string;
  /** A URL or a path. */
  readonly location: string;
  readonly name?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly alternatives: ObtainedDocument['alternatives'];
  /** What an earlier run recorded. If the server reports "unchanged", `text` is its text. */
  readonly recorded?: Snapshot;
  /** Reads what the document refers to; called only for what the configuration allows. */
  readonly fetchText: (location: string) => Promise<string>;
}

/** Downloads the target's document or reads its file. If the server reports "unchanged", the recorded one is returned. */
export async function obtain(
  target: Target,
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<Obtained> {
  const snapshot =
    target.snapshotFolder === undefined ? undefined : await readSnapshot(target.snapshotFolder);
  const request = createRequest(target, config, snapshot, surroundings);
  const document = await obtainDocument(request, sourceContext(config, surroundings));
  const recorded = snapshot && { recorded: snapshot };
  const fetchText = referenceReader(config, surroundings);
  if (document.status === 'fetched') return { ...document, ...recorded, fetchText };
  if (snapshot === undefined)
    throw new Error('The server reported "unchanged" for an unconditional request.');
  return keepRecorded({ ...document, fetchText }, snapshot);
}

/** What was obtained, with the text of the recorded document in place of a downloaded one. */
export function keepRecorded(
  { location, alternatives, fetchText }: Omit<Obtained, 'text'>,
  recorded: Snapshot,
): Obtained {
  return { ...fromSnapshot(recorded), recorded, location, alternatives, fetchText };
}

/**
 * What was obtained, with the recorded ETag and Last-Modified where the server sent neither this time.
 *
 * @param recorded the same document.
 */
export function keepValidators(obtained: Obtained, { lock }: Snapshot): Obtained {
  const { etag, lastModified } = obtained.etag || obtained.lastModified ? obtained : lock;
  return { ...obtained, ...defined({ etag, lastModified }) };
}

/**
 * Records the ETag and Last-Modified of a document that the server sent again, unchanged but for these, so that it may
 * report "unchanged" the next time.
 *
 * @returns whether they were written.
 * @throws WriteError when the lock cannot be written.
 */
export async function recordValidators(
  { snapshotFolder }: Target,
  { recorded, location, etag, lastModified }: Obtained,
): Promise<boolean> {
  if (snapshotFolder === undefined || recorded?.lock.source !== location) return false;
  return writeValidators(snapshotFolder, recorded, defined({ etag, lastModified }));
}

/** Reads the document that an earlier run recorded. @throws DownloadError when there is none. */
export async function readRecorded(
  target: Target,
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<Obtained> {
  const snapshot =
    target.snapshotFolder === undefined ? undefined : await readSnapshot(target.snapshotFolder);
  if (snapshot !== undefined) {
    return {
      ...fromSnapshot(snapshot),
      recorded: snapshot,
      alternatives: [],
      fetchText: referenceReader(config, surroundings),
    };
  }
  throw new DownloadError(`No document of ${target.name ?? target.input} is recorded yet.`, {
    hint: `Run ${RUN_PROGRAM} generate --env ${target.name ?? ''} first.`,
  });
}

/** The path of a file as it is on every machine: from the folder in which `fixtures/` is. */
function toRelative(path: string, snapshotFolder: string): string {
  return relative(dirname(dirname(snapshotFolder)), path).replaceAll('\\', '/');
}

/** Writes the snapshot and its lock, when the target has one. @returns the paths of what changed. */
export async function record(
  target: Target,
  obtained: Obtained,
  document: CanonicalDocument,
  configHash: string,
): Promise<readonly string[]> {
  if (target.snapshotFolder === undefined) return [];
  const { location, name, etag, lastModified } = obtained;
  return writeSnapshot(target.snapshotFolder, document, {
    source: isUrl(location) ? location : toRelative(location, target.snapshotFolder),
    ...defined({ document: name, etag, lastModified }),
    generator: generatorName,
    configHash,
  });
}

function createRequest(
  { input, login }: Target,
  config: GeneratorConfig,
  snapshot: Snapshot | undefined,
  { variables = {} }: Surroundings,
): DocumentRequest {
  if (!isUrl(input)) return { kind: 'file', path: input };
  const credentials = login && readCredentials(login.variablePrefix, variables);
  return {
    kind: 'url',
    url: input,
    ...defined({ login: login && { ...login, ...defined({ credentials }) } }),
    ...defined({ document: config.document }),
    // A document that may refer to others is downloaded again, because those may have changed.
    ...(snapshot &&
      config.allowedOrigins.length === 0 && {
        previous: { ...snapshot.lock, url: snapshot.lock.source },
      }),
  };
}

function fromSnapshot({
  text,
  lock,
}: Snapshot): Pick<Obtained, 'text' | 'location' | 'name' | 'etag' | 'lastModified'> {
  const { source, document, etag, lastModified } = lock;
  return {
    text,
    location: source,
    ...defined({ name: document, etag, lastModified }),
  };
}

function sourceContext(
  { timeoutMs, maxBytes }: GeneratorConfig,
  { signal, onBytes, variables }: Surroundings,
): SourceContext {
  return { timeoutMs, maxBytes, ...defined({ signal, onBytes, variables }) };
}

/** Reads what a document refers to. Without credentials, which are for the document's own host. */
function referenceReader(
  config: GeneratorConfig,
  { variables }: Surroundings,
): (location: string) => Promise<string> {
  const context = sourceContext(config, defined({ variables }));
  return (location) => readReferenced(location, config.allowedFolders, context);
}
