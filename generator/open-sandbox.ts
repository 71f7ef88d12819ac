import { Diagnostics } from './diagnostics.js';
import { loadDocument } from './document/index.js';
import { interpret } from './interpret/index.js';
import { startSandbox, type Sandbox } from './sandbox/index.js';
import { readStandIn } from './source/index.js';

export type { Sandbox } from './sandbox/index.js';

/**
 * Starts the embedded platform on the stand-in document that comes with this program.
 * @param options `port`: 0 for any free one.
 * @throws UsageError when the port is taken.
 */
export async function openSandbox({ port }: { readonly port: number }): Promise<Sandbox> {
  const { text, location } = await readStandIn();
  const diagnostics = new Diagnostics();
  const loaded = await loadDocument({ text, location }, { allowedOrigins: [] }, diagnostics);
  return startSandbox({ model: interpret(loaded, diagnostics), documentText: text, port });
}
