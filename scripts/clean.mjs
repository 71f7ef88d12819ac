// `npm run clean`: removes what was built and installed.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const suites = readdirSync(join(ROOT, 'generator', 'checks')).map((name) =>
  join('generator', 'checks', name, 'node_modules'),
);
for (const path of ['dist', 'build', 'coverage', 'node_modules', ...suites])
  rmSync(join(ROOT, path), { recursive: true, force: true });
