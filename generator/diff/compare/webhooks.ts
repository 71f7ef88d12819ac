import { byCodeUnit } from '../../util/order.js';
import type { Finding } from '../finding.js';
import { compareCalls } from './calls.js';
import { side, type Comparison } from './context.js';

/** Where the API calls whoever asked for it by other means. */
export function compareWebhooks(comparison: Comparison): readonly Finding[] {
  const { before, after } = comparison;
  const [old, now] = [before, after].map(({ loaded }) => loaded.document.webhooks ?? {});
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return names.sort(byCodeUnit).flatMap((name): readonly Finding[] => {
    const [was, is] = [old?.[name], now?.[name]];
    const subject = { kind: 'webhook', wireName: name, path: [] } as const;
    if (was !== undefined && is !== undefined) {
      const operation = `webhook ${name}`;
      return compareCalls(
        comparison,
        { kind: 'webhook-changed', subject, operation },
        before.operationsIn(name, was, () => operation),
        after.operationsIn(name, is, () => operation),
      );
    }
    const kind = was === undefined ? 'webhook-added' : 'webhook-removed';
    return [
      {
        what: kind,
        subject,
        ...(was && { before: side(before, was) }),
        ...(is && { after: side(after, is) }),
        reaches: [],
        kinds: [kind],
        oasdiff: [kind],
      },
    ];
  });
}
