export { acknowledge, type Acknowledged, type Acknowledgement } from './acknowledge.js';
export { readAcknowledgements } from './read.js';
