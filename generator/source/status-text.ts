import { STATUS_CODES } from 'node:http';

/** `404 Not Found` */
export function statusText(status: number): string {
  const words = STATUS_CODES[status];
  return words === undefined ? String(status) : `${status} ${words}`;
}
