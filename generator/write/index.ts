/** Text to disk, safely: laid out, verified, and put in place all at once or not at all. */
export { compareTree, type TreeDifference } from './compare.js';
export type { Content } from './content.js';
export { aloneIn } from './folder.js';
export { readLastRunFile, writeLastRunFile } from './last-run-file.js';
export { isIntact, manifestText, readIfThere } from './verify-manifest.js';
export { DOCUMENT_PATH, MANIFEST_NAME, readManifest, type Manifest } from './manifest.js';
export { readPackageVersion } from './package-version.js';
export { formatText, loadPrinter, printFiles, renderFiles, type RenderedFiles } from './render.js';
export { printerHash, type PreviousFiles } from './reuse.js';
export { writeTree, type WriteOptions, type WriteReport } from './tree.js';
export { verifyPackage } from './verify.js';
