export { inferSchema, DEFAULT_SEEN, type InferOptions } from './infer-schema.js';
export { proposeOverlay, type Proposal, type ProposeOptions } from './propose.js';
