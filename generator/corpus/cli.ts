import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIGURATIONS, corpusTable, runCorpus } from './index.js';

/** `make corpus CORPUS=<folder>`: exit code 1 when a document is refused or a package does not compile. */
async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined || folder === '') {
    process.stderr.write('Say which folder of documents to run: make corpus CORPUS=<folder>\n');
    return 2;
  }
  const configurations = Object.keys(CONFIGURATIONS);
  const { rows, messages } = await runCorpus(
    folder,
    join(tmpdir(), `sdkgen-corpus-${process.pid}`),
    {
      tsc: join(__dirname, '..', '..', 'node_modules', '.bin', 'tsc'),
      configurations,
    },
  );
  for (const message of messages.slice(0, 100)) process.stdout.write(`${message}\n`);
  for (const row of rows)
    if (row.refused !== undefined)
      process.stdout.write(`${row.document}: refused: ${row.refused}\n`);
  process.stdout.write(`${corpusTable(rows, configurations)}\n`);
  const failed = rows.filter(
    (row) => row.refused !== undefined || Object.values(row.errors).some((count) => count > 0),
  );
  process.stdout.write(`${rows.length - failed.length} of ${rows.length} documents are clean.\n`);
  return failed.length === 0 && rows.length > 0 ? 0 : 1;
}

void main(process.argv[2]).then((code) => {
  process.exitCode = code;
});
