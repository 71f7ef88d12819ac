import type { Hint, HintConfig } from '../pipeline/hints.js';
import { paint } from '../util/paint.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import type { Terminal } from './terminal.js';

/** Prints hints, and what to paste between the braces of `sdk.config.json` to follow all of them. */
export function printHints(terminal: Terminal, hints: readonly Hint[]): void {
  if (hints.length === 0) return;
  const quiet = (line: string) => terminal.err(paint(terminal, 'dim', line));
  quiet('hints, printed once (--json has them all):');
  for (const { message } of hints) quiet(`  - ${consoleLine(message)}`);
  quiet('  for sdk.config.json:');
  const config = jsonLines(mergeHints(hints)).split('\n').slice(1, -1);
  for (const line of config) quiet(`  ${line}`);
  for (const { file } of hints) {
    if (file === undefined) continue;
    quiet(`  for ${file.path}, to be completed:`);
    for (const line of file.text.split('\n')) quiet(`    ${line}`);
  }
}

/** The hints' parts of the configuration in one, with as many names as a person reads. */
function mergeHints(hints: readonly Hint[]): HintConfig {
  return hints.reduce<HintConfig>((merged, { config }) => {
    const output = { ...merged.output, ...config.output };
    const names = Object.entries(config.names?.operations ?? {}).slice(0, MAX_NAMES);
    return {
      ...merged,
      ...config,
      ...(Object.keys(output).length > 0 && { output }),
      ...(names.length > 0 && { names: { operations: Object.fromEntries(names) } }),
    };
  }, {});
}

const MAX_NAMES = 12;
