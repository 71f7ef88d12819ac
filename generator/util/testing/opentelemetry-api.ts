import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where an import of `@opentelemetry/api` leads. */
export const OPENTELEMETRY_API = require
  .resolve('@opentelemetry/api')
  .replace(/index\.js$/, 'index.d.ts');

/** The declarations of `@opentelemetry/api` as it is installed, by absolute path, for programs in memory. */
export function readOpenTelemetryTypes(): readonly (readonly [string, () => string])[] {
  const folder = dirname(OPENTELEMETRY_API);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.d.ts'))
    .map((path) => join(folder, path))
    .map((path) => [path, () => readFileSync(path, 'utf8')]);
}
