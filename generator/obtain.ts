import { configHash, type Credentials, type GeneratorConfig } from './config/index.js';
import { DownloadError } from './errors.js';
import { openSandbox } from './open-sandbox.js';
import type { MadePackage } from './package.js';
import {
  countsOf,
  obtainDocument,
  readSnapshot,
  writeSnapshot,
  type AnnouncedDocument,
  type ObtainedDocument,
} from './source/index.js';
import type { Target } from './targets.js';
import { generatorName } from './version.js';

/** A document's text, and what is known of where it comes from. */
export interface Obtained {
  readonly text: string;
  /** A URL or a path. */
  readonly location: string;
  readonly alternatives: readonly AnnouncedDocument[];
  readonly name?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}
