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
 * The whole report, as `diff.schema.json` describes it. Fields stand in the order of the types, whoever made the
 * report, and nothing in it can act on a terminal: the same report is the same bytes.
 */
export function jsonReport(report: DiffReport): string {
  return jsonLines(reportFields(report));
}

function reportFields(report: DiffReport): DiffReport {
  const { before, after, verdict, changes, disagreements, staleAcknowledgements, drift } = report;
  return {
    before: sideFields(before),
    after: sideFields(after),
    verdict: { wire: verdict.wire, source: verdict.source, bump: verdict.bump },
    changes: changes.map(changeFields),
    disagreements: disagreements.map(disagreementFields),
    ...(staleAcknowledgements && {
      staleAcknowledgements: staleAcknowledgements.map(staleFields),
    }),
    ...(drift && { drift: driftFields(drift) }),
  };
}

function sideFields({ source, title, version, operations, schemas }: DiffSide): DiffSide {
  return { source, title, version, operations, schemas };
}

function changeFields(change: Change): Change {
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
    ...(advice !== undefined && { advice }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    pointers: {
      ...(pointers.before !== undefined && { before: pointers.before }),
      ...(pointers.after !== undefined && { after: pointers.after }),
    },
    documentation: change.documentation,
    operations: change.operations.map(operationFields),
    fingerprint: change.fingerprint,
    oasdiff: change.oasdiff,
    ...(acknowledged !== undefined && {
      acknowledged: { reason: acknowledged.reason, until: acknowledged.until },
    }),
  };
}

function operationFields({ id, call, directions }: TouchedOperation): TouchedOperation {
  return { id, call, directions };
}

function disagreementFields({ subject, rules, compiler, message }: Disagreement): Disagreement {
  return { subject, rules, compiler, message };
}

function staleFields(stale: StaleAcknowledgement): StaleAcknowledgement {
  const { fingerprint, reason, until, why } = stale;
  return { fingerprint, reason, until, why };
}

function driftFields({ from, to, coming, leaving, differing }: Drift): Drift {
  return { from, to, coming, leaving, differing };
}
