import { byCodeUnit } from '../../order.js';
import type { PairContext } from './context.js';
import { sameShape } from './shape.js';

/** Where the API calls back. No SDK has it in its types: that something changed is all that is told. */
export function compareCallbacks(context: PairContext): void {
  const { before, after } = context.pair;
  const [old, now] = [before.node.callbacks ?? {}, after.node.callbacks ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(byCodeUnit);
  for (const name of names) {
    const [was, is] = [old[name], now[name]];
    if (sameShape(was, is)) continue;
    context.add({
      kind: 'callback-changed',
      part: `callback ${name}`,
      ...(was && { before: context.sideBefore(was, Object.keys(was).sort(byCodeUnit)) }),
      ...(is && { after: context.sideAfter(is, Object.keys(is).sort(byCodeUnit)) }),
      reach: { direction: 'request', place: 'operation' },
    });
  }
}
