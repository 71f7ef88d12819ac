import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from './diagnostics.js';

const README = join(__dirname, '..', 'README.md');
const OPEN = '<!-- diagnostics -->\n';
const CLOSE = '<!-- /diagnostics -->';

/** The table of complaints in the README is made from the rules; `UPDATE_GOLDEN=1` writes it. */
it('the README lists every complaint', () => {
  const text = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = text.split(OPEN);
  const after = rest.slice(rest.indexOf(CLOSE));
  const rows = Object.entries(RULES).map(
    ([code, { severity, hint }]) => `| \`${code}\` | ${severity} | ${hint} |`,
  );
  const want = `${before}${OPEN}${['| code | is | what is done, or what to do |', '|---|---|---|', ...rows].join('\n')}\n${after}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(README, want);
  expect(readFileSync(README, 'utf8')).toBe(want);
});
