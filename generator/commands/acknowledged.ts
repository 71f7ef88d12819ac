import { resolve } from 'node:path';
import type { Acknowledgement } from '../diff/index.js';
import type { CommandContext } from './context.js';

/** What `--acknowledged` names, read; nothing where it is not given. */
export async function acknowledgedIn(
  path: string | undefined,
  { cwd }: CommandContext,
): Promise<{ readonly acknowledgements?: readonly Acknowledgement[] }> {
  if (path === undefined) return {};
  const { readAcknowledgements } = await import('../diff/acknowledgements.js');
  return { acknowledgements: await readAcknowledgements(resolve(cwd, path)) };
}

export const ACKNOWLEDGED_OPTION = {
  acknowledged: {
    type: 'string',
    describe: 'A file of changes that are known and weigh nothing (diff.acknowledged.schema.json)',
  },
} as const;
