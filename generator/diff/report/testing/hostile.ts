import { STRINGS } from '../../../checks/hostile/testing/strings.js';
import type { Change, DiffReport } from '../../change.js';
import { change, report } from './reports.js';

/** Sets `window.canary` if a browser runs it. */
const CANARY = "window.canary='run'";

/** Texts that are harmful in reports more than elsewhere. */
const REPORTED: readonly string[] = [
  '',
  ' ',
  '`',
  '```',
  '````\n# forged',
  '~~~',
  '|',
  '| a | b |\n|---|---|',
  '</details>',
  '</details></summary># forged',
  `<script>${CANARY}</script>`,
  `</script><script>${CANARY}</script>`,
  `<img src=x onerror="${CANARY}">`,
  `"><svg onload=${CANARY}>`,
  `' onmouseover='${CANARY}`,
  `<a href="javascript:${CANARY}">x</a>`,
  '<!-- ',
  '-->',
  '<![CDATA[',
  '<details open>',
  '{{constructor.constructor}}',
  '{{{x}}}',
  '${x}',
  '@octocat',
  '@org/team please merge',
  'a@b.example',
  'mailto:a@b.example',
  '#123',
  'GH-123',
  'octo/repo#123',
  '!12 %12 &12 ~label $12',
  'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  '[x](javascript:alert)',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '[x]: https://evil.example',
  '[^1]: note',
  'https://evil.example/x',
  'HTTP://evil.example',
  'ftp://evil.example',
  'www.evil.example',
  '<https://evil.example>',
  '# heading',
  'heading\n===',
  'heading\n---',
  '- item',
  '- [ ] task',
  '1. item',
  '> quote',
  '    code',
  '\n\n# forged\n\n',
  '\r# forged\r',
  '\u2028# forged',
  '/close',
  '\n/approve\n/merge',
  '::error::forged',
  '\n::error file=a,line=1::forged',
  '%0A::error::forged',
  '::stop-commands::x',
  ':smile:',
  '**bold** _it_ ~~gone~~',
  '$$\\href{https://evil.example}{x}$$',
  '\\',
  '\\`',
  '&lt;script&gt;',
  '&#64;octocat',
  'a\u202eb\u2066c',
  '\u200b\u200f\ufeff',
  '\u0000\u0007\u001b[31mred\u001b]8;;https://evil.example\u0007x',
  '\u009b31m',
  '\ud800',
  '__proto__',
  'constructor',
  '😀',
  '`'.repeat(10_000),
  '<'.repeat(10_000),
  '@a '.repeat(3_000),
  'a\n'.repeat(5_000),
];

/** Texts of a document that try to be more than text. */
export const HOSTILE: readonly string[] = [...new Set([...REPORTED, ...STRINGS.values()])];

/** Every text at every location of a report: in breaking, potentially breaking, safe, documentation and acknowledged changes. */
export function hostileReport(): DiffReport {
  const changes = HOSTILE.flatMap((text, at) => {
    const number = (variant: number): string => (at * 5 + variant).toString(16).padStart(16, '0');
    const pointers = {
      subject: text,
      tags: [text],
      message: text,
      advice: text,
      before: text,
      after: `${text} after`,
      pointers: { before: `/${text}`, after: `/${text}` },
      operations: [{ id: text, call: text, directions: ['response'] }],
    } as const satisfies Partial<Change>;
    const safe = { wire: 'non-breaking', source: 'non-breaking' } as const;
    return [
      change({ ...pointers, fingerprint: number(0) }),
      change({
        ...pointers,
        wire: 'potentially-breaking',
        source: 'non-breaking',
        fingerprint: number(1),
      }),
      change({ ...pointers, ...safe, fingerprint: number(2) }),
      change({ ...pointers, ...safe, documentation: true, fingerprint: number(3) }),
      change({
        ...pointers,
        acknowledged: { reason: text, until: '2027-01-31' },
        fingerprint: number(4),
      }),
    ];
  });
  const [text = ''] = HOSTILE.filter((each) => each.startsWith('</script>'));
  const side = { source: text, title: text, version: text, operations: 1, schemas: 1 };
  return report({
    before: side,
    after: side,
    changes,
    staleAcknowledgements: HOSTILE.map((reason, at) => ({
      fingerprint: at.toString(16).padStart(16, 'f'),
      reason,
      until: '2026-01-31',
      why: 'expired',
    })),
  });
}
