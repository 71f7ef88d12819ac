// Reads a Markdown document as a JSON string on each line and prints its HTML, as GitHub renders it, likewise.
import { createInterface } from 'node:readline';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const options = {
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
  // The tests must see what the report must not contain.
  allowDangerousHtml: true,
  allowDangerousProtocol: true,
};
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(micromark(JSON.parse(line), options))}\n`);
}
