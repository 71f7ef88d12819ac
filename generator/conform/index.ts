export type { Exchange } from './exchange.js';
export type { Finding, LimitKeyword, Mismatch, MismatchKind, Place } from './finding.js';
export type { JsonType, Shape } from './shape.js';
