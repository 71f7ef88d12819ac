import { defined } from '../../util/defined.js';
import { jsonLines } from '../../util/printable.js';
import type {
  Change,
  DiffReport,
  DiffSide,
  Drift,
  Disagreement,
  StaleAcknowledgement,
  TouchedOperation,
} from '../change.js';

/**
 * The whole report, as `diff.schema.json` describes it. Its keys are in the order of the types, so that the same report
 * is always the same bytes; control characters are escaped.
 */
export function jsonReport(report: DiffReport): string {
  return jsonLines(orderReport(report));
}

function orderReport(report: DiffReport): DiffReport {
  const { before, after, verdict, changes, disagreements, staleAcknowledgements, drift } = report;
  return {
    before: orderSide(before),
    after: orderSide(after),
    verdict: { wire: verdict.wire, source: verdict.source, bump: verdict.bump },
    changes: changes.map(orderChange),
    disagreements: disagreements.map(orderDisagreement),
    ...defined({
      staleAcknowledgements: staleAcknowledgements?.map(orderStale),
      drift: drift && orderDrift(drift),
    }),
  };
}

function orderSide({ source, title, version, operations, schemas }: DiffSide): DiffSide {
  return { source, title, version, operations, schemas };
}

function orderChange(change: Change): Change {
  const { advice, before, after, pointers, acknowledged } = change;
  return {
    id: change.id,
    kinds: change.kinds,
    wire: change.wire,
    source: change.source,
    direction: change.direction,
    subject: change.subject,
    tags: change.tags,
    message: change.message,
    ...defined({ advice, before, after }),
    pointers: defined({ before: pointers.before, after: pointers.after }),
    documentation: change.documentation,
    operations: change.operations.map(orderOperation),
    fingerprint: change.fingerprint,
    oasdiff: change.oasdiff,
    ...defined({
      acknowledged: acknowledged && { reason: acknowledged.reason, until: acknowledged.until },
    }),
  };
}

function orderOperation({ id, call, directions }: TouchedOperation): TouchedOperation {
  return { id, call, directions };
}

function orderDisagreement({ subject, rules, compiler, message }: Disagreement): Disagreement {
  return { subject, rules, compiler, message };
}

function orderStale(stale: StaleAcknowledgement): StaleAcknowledgement {
  const { fingerprint, reason, until, why } = stale;
  return { fingerprint, reason, until, why };
}

function orderDrift({ from, to, coming, leaving, differing }: Drift): Drift {
  return { from, to, coming, leaving, differing };
}
