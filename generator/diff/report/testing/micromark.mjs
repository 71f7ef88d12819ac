// Answers each line of JSON text, a document of Markdown, with a line of JSON text: GitHub's HTML of it.
import { createInterface } from 'node:readline';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const options = {
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
  // What the report must not contain is to be seen, not to be taken out on the way.
  allowDangerousHtml: true,
  allowDangerousProtocol: true,
};
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(micromark(JSON.parse(line), options))}\n`);
}
