export { CODECS, pageTexts, readerTexts, valueTexts, type ValueTexts } from './calls.js';
export { codecScope, codecText } from './codec-text.js';
export { codecFiles } from './files.js';
export { propertiesOf } from './parts.js';
export { planCodecs, type CodecPlan } from './plan.js';
