import type { Subject } from '../finding.js';

/** What subjects are put in order by. */
export function subjectKey({ kind, wireName, part = '', path }: Subject): readonly string[] {
  return [kind, wireName, part, ...path];
}
