import { isScalar, type Scalar } from 'yaml';

/** Whether a key is the merge key of YAML 1.1 (https://yaml.org/type/merge.html); a quoted `<<` is an ordinary key. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** A scalar key as it is written: `1.0` and `null` are names too. */
export function readKey(key: unknown): string {
  return isScalar(key) ? (getWritten(key) ?? String(key.value)) : String(key);
}

/** What is written for a plain scalar that is no text: a number, `true`, `null`. */
export function getWritten({ value, source, type }: Scalar): string | undefined {
  return typeof value === 'string' || type !== 'PLAIN' || source === '' ? undefined : source;
}
