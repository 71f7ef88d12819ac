/** Prints, formats and verifies the files of a package, and writes them to its folder, all or none. */
export { readFileIfExists, withTemporaryFolder, type Content } from './disk.js';
export { withFolderLock } from './lock.js';
export {
  DOCUMENT_PATH,
  MANIFEST_NAME,
  isIntact,
  parseManifest,
  readLastRunFile,
  readManifest,
  serializeManifest,
  writeLastRunFile,
  type Manifest,
} from './manifest.js';
export { checkOutputFolder } from './output-folder.js';
export { createPackageFiles, openPackage, type PackageFiles } from './package-files.js';
export { readLockedVersion, readPackageVersion } from './package-version.js';
export {
  formatText,
  loadPrinter,
  printFiles,
  printerHash,
  renderFiles,
  type PreviousFiles,
  type RenderedFiles,
} from './render.js';
export {
  compareTree,
  replaceFolder,
  writeTree,
  type TreeDifference,
  type WriteOptions,
  type WriteReport,
} from './write-tree.js';
export { parseTarball } from './tarball.js';
export { verifyPackage } from './verify-package.js';
