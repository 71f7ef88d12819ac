import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from './diagnostics.js';

const PAGE = join(__dirname, '..', 'docs', 'diagnostics.md');
const OPEN = '<!-- diagnostics -->\n';
const CLOSE = '<!-- /diagnostics -->';

/** The table on the page is made from the rules; `UPDATE_GOLDEN=1` writes it. */
it('docs/diagnostics.md lists every diagnostic', () => {
  const text = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = text.split(OPEN);
  const after = rest.slice(rest.indexOf(CLOSE));
  const rows = Object.entries(RULES).map(
    ([code, { severity, hint }]) => `| \`${code}\` | ${severity} | ${hint} |`,
  );
  const want = `${before}${OPEN}${['| code | severity | what happens, or what to do |', '|---|---|---|', ...rows].join('\n')}\n${after}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(PAGE, want);
  expect(readFileSync(PAGE, 'utf8')).toBe(want);
});
