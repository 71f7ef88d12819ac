import type { Change, DiffReport } from '../../diff/change.js';
import type { Judge } from '../index.js';

/** Knows operations that come and go, and nothing else: what a night does with a verdict is seen with that. */
export const operationsOnly: Judge = {
  compare: (before, after) => {
    const [old, now] = [before.text, after.text].map(operationsIn) as [string[], string[]];
    const gone = old.filter((id) => !now.includes(id)).map((id) => change(id, 'breaking'));
    const come = now.filter((id) => !old.includes(id)).map((id) => change(id, 'non-breaking'));
    const verdict = gone.length > 0 ? 'breaking' : 'non-breaking';
    const bump = gone.length > 0 ? 'major' : come.length > 0 ? 'minor' : 'none';
    const side = (text: string, operations: number) => {
      const { info } = JSON.parse(text) as { info: { title: string; version: string } };
      return { source: 'document', ...info, operations, schemas: 0 };
    };
    return Promise.resolve({
      before: side(before.text, old.length),
      after: side(after.text, now.length),
      verdict: { wire: verdict, source: verdict, bump },
      changes: [...gone, ...come],
      disagreements: [],
    } satisfies DiffReport);
  },
  render: (report, format) =>
    Promise.resolve(
      format === 'json' ? JSON.stringify(report) : `${format}: ${report.changes.length}`,
    ),
};

function operationsIn(text: string): string[] {
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

function change(id: string, verdict: Change['wire']): Change {
  const isGone = verdict === 'breaking';
  return {
    id: isGone ? 'operation-removed' : 'operation-added',
    kinds: [],
    wire: verdict,
    source: verdict,
    direction: 'none',
    subject: id,
    tags: [],
    message: isGone ? 'is no longer there' : 'is new',
    pointers: isGone ? { before: id } : { after: id },
    documentation: false,
    operations: [],
    fingerprint: Buffer.from(id).toString('hex').padEnd(16, '0').slice(0, 16),
    oasdiff: [],
  };
}
