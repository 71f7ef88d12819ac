import type { OperationObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import { compareCalls } from './calls.js';
import type { PairContext } from './context.js';
import type { Document, Operation } from './sides.js';

type Callback = NonNullable<OperationObject['callbacks']>[string];

/** Where the API calls back whoever called an operation. */
export function compareCallbacks(context: PairContext): void {
  const { before, after } = context.pair;
  const [old, now] = [before.node.callbacks ?? {}, after.node.callbacks ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(byCodeUnit);
  for (const name of names) compareCallback(context, name, old[name], now[name]);
}

function compareCallback(
  context: PairContext,
  name: string,
  was: Callback | undefined,
  is: Callback | undefined,
): void {
  const kind = 'callback-changed';
  const part = `callback ${name}`;
  if (was === undefined || is === undefined)
    return context.add({
      kind,
      part,
      ...(was && { before: context.sideBefore(was, Object.keys(was).sort(byCodeUnit)) }),
      ...(is && { after: context.sideAfter(is, Object.keys(is).sort(byCodeUnit)) }),
      reach: { direction: 'request', place: 'operation' },
    });
  const { comparison, id } = context;
  context.findings.push(
    ...compareCalls(
      comparison,
      { kind, subject: context.subject(part), operation: id },
      getOperations(was, comparison.before, context.pair.before),
      getOperations(is, comparison.after, context.pair.after),
    ),
  );
}

function getOperations(
  callback: Callback,
  document: Document,
  { id }: Operation,
): readonly Operation[] {
  return Object.entries(callback)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([expression, item]) => document.operationsIn(expression, item, () => id));
}
