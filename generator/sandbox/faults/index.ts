export { FAULTS_PATH, createFaultAdmin } from './admin.js';
export { FaultBoard } from './board.js';
export { FAULT_KINDS, type Effect, type Fault, type FaultKind } from './fault.js';
export { readFault, readFaultText, type ReadFault } from './read.js';
export { delivered, type Delivery } from './spoil.js';
