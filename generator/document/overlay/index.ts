export { applyOverlays, type MendedDocument } from './apply.js';
export { readOverlays, type OverlayFile } from './read.js';
