import { join } from 'node:path';
import { DOCUMENT_PATH } from '../write/index.js';
import { readText } from './disk.js';
import type { Evening } from './night.js';

/** A document to compare with, in canonical form. */
export interface Baseline {
  readonly text: string;
  readonly location: string;
  /** True: there was nothing to compare with, and this stands in for it. */
  readonly isEmpty?: true;
}

/**
 * The document that the package on disk was made of, since it is the package whose version and changelog
 * go on. That is the recorded one, unless a run was killed between writing the package and recording.
 *
 * @returns undefined on the first night.
 */
export async function baselineOf({ job, obtained, disk }: Evening): Promise<Baseline | undefined> {
  const { recorded } = obtained;
  const own = disk.manifest?.['document'];
  if (own !== undefined && own !== recorded?.lock.hash) {
    const path = join(job.target.outputFolder, DOCUMENT_PATH);
    const text = await readText(path);
    if (text !== undefined) return { text, location: path };
  }
  return recorded && { text: recorded.text, location: recorded.lock.source };
}

/** What is said of an API beside its operations and schemas. */
const SURROUNDINGS = [
  ...['swagger', 'openapi', 'info', 'externalDocs', 'tags', 'security', 'securityDefinitions'],
  ...['servers', 'host', 'basePath', 'schemes'],
] as const;

/** The same API before it had any operation. @param text the document, in canonical form. */
export function emptyBaseline({ text }: Pick<Baseline, 'text'>): Baseline {
  const published = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const kept = SURROUNDINGS.flatMap((key) => (key in published ? [[key, published[key]]] : []));
  const components: unknown = published['components'];
  const schemes =
    typeof components === 'object' && components !== null && 'securitySchemes' in components
      ? { components: { securitySchemes: components.securitySchemes } }
      : {};
  const document = { ...Object.fromEntries(kept), ...schemes, paths: {} } as object;
  return { text: JSON.stringify(document), location: 'nothing.json', isEmpty: true };
}
