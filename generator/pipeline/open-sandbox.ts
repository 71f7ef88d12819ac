import type { GeneratorConfig } from '../config/index.js';
import { defined } from '../util/defined.js';
import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import { interpret } from '../interpret/index.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/index.js';
import {
  obtainDocument,
  readSnapshot,
  readStandIn,
  type DocumentRequest,
} from '../source/index.js';
import type { RateLimit } from '../model/environment.js';
import { isUrl, resolveLocation } from '../util/url.js';
import { createJob } from './job.js';
import { obtain, readRecorded, type Surroundings } from './obtain-target.js';

export type { Fault, Lie, LieKind, RateLimit, RecordedRequest, Sandbox } from '../sandbox/index.js';

export interface OpenSandboxOptions extends Omit<
  SandboxOptions,
  'model' | 'documentText' | 'document' | 'getPointer'
> {
  /** A document or a documentation page: a file or a URL. Default: the stand-in that comes with this program. */
  readonly input?: string;
  /** The document to take, by name or URL, when the page lists several. */
  readonly document?: string;
  /** Stops the download of the document. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a sandbox on a document: the API on a loopback address, and a `fetch` that calls it without a socket. Several may
 * run at once; each ends with its `close()`, and nothing of it outlives that.
 * @throws UsageError when the port is in use; DownloadError or DocumentRefusedError when the input is not a document.
 */
export async function openSandbox({
  input,
  document,
  signal,
  ...options
}: OpenSandboxOptions = {}): Promise<Sandbox> {
  const source =
    input === undefined ? await readStandIn() : await obtained(input, document, signal);
  return openSandboxOn(source, options);
}

/** A document, and the limit of its API where it is known. */
interface SandboxSource {
  readonly text: string;
  readonly location: string;
  readonly rateLimit?: RateLimit;
}

/** Reads the document that a configuration chooses. A recorded one is not downloaded again. */
export async function readSandboxSource(
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<SandboxSource> {
  // Nothing is generated, so the folder of the package does not matter.
  const job = await createJob({ ...config, out: config.out ?? '.' }, surroundings);
  const { input, snapshotFolder, environment } = job.target;
  const isRecorded =
    isUrl(input) && snapshotFolder !== undefined && (await readSnapshot(snapshotFolder));
  const { text, location } = isRecorded
    ? await readRecorded(job.target, job.config, surroundings)
    : await obtain(job.target, job.config, surroundings);
  return { text, location, ...defined({ rateLimit: environment?.rateLimit }) };
}

/** Does {@link openSandbox} for a document that is read already. */
export async function openSandboxOn(
  { text, location }: SandboxSource,
  options: Omit<OpenSandboxOptions, 'input' | 'document' | 'signal'>,
): Promise<Sandbox> {
  const diagnostics = new Diagnostics();
  const loaded = await loadDocument({ text, location }, { allowedOrigins: [] }, diagnostics);
  return startSandbox({
    ...options,
    model: interpret(loaded, diagnostics),
    documentText: text,
    document: loaded.document,
    getPointer: loaded.getPointer,
  });
}

async function obtained(given: string, document: string | undefined, signal?: AbortSignal) {
  const input = resolveLocation(given, process.cwd());
  const request: DocumentRequest = isUrl(input)
    ? { kind: 'url', url: input, ...defined({ document }) }
    : { kind: 'file', path: input };
  const found = await obtainDocument(request, defined({ signal }));
  if (found.status === 'unchanged')
    throw new Error('The server reported "unchanged" for an unconditional request.');
  return found;
}
