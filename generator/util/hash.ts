import { createHash } from 'node:crypto';

/** `sha256:` and the hash in hexadecimal, as locks contain it; a text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
