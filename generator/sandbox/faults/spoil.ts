import { unreachable } from '../../model/types.js';
import { problem, type Reply } from '../reply.js';
import type { Effect } from './fault.js';

/** How an answer goes out: at once and whole unless something was asked to go wrong. */
export interface Delivery {
  readonly reply: Reply;
  /** Milliseconds before it begins. */
  readonly delay: number;
  readonly end: 'whole' | 'stalled' | 'reset';
}

/**
 * Answers under the effects that a request meets.
 * @param answer not asked where the fault stands before the API: nothing is done then, and nothing changed.
 */
export async function delivered(
  effects: readonly Effect[],
  place: string,
  answer: () => Promise<Reply>,
): Promise<Delivery> {
  const delay = effects.reduce(
    (sum, effect) => sum + (effect.kind === 'slow' ? effect.milliseconds : 0),
    0,
  );
  const end = effects.some(({ kind }) => kind === 'reset')
    ? 'reset'
    : effects.some(({ kind }) => kind === 'stalled')
      ? 'stalled'
      : 'whole';
  const instead = end === 'reset' ? NOTHING : inTheWay(effects, place);
  const reply = instead ?? (await answer());
  const isCut = effects.some(({ kind }) => kind === 'truncated');
  return { reply: isCut ? truncated(reply) : reply, delay, end };
}

const NOTHING: Reply = { status: 500, headers: {}, body: '' };

/** The first answer that stands in the API's place. */
function inTheWay(effects: readonly Effect[], place: string): Reply | undefined {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'error':
        return problem(500, place);
      case 'html':
        return LOGIN_PAGE;
      case 'slow':
      case 'stalled':
      case 'reset':
      case 'truncated':
      case 'revoked':
      case 'rotated':
      case 'moved':
        break;
      default:
        return unreachable(effect);
    }
  }
  return undefined;
}

function truncated(reply: Reply): Reply {
  const bytes = Buffer.from(reply.body);
  return { ...reply, body: bytes.subarray(0, Math.floor(bytes.byteLength / 2)) };
}

const LOGIN_PAGE: Reply = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n',
};
