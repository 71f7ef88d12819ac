import { Diagnostics } from '../../../diagnostics.js';
import { loadDocument } from '../../document.js';
import { runtimeExports } from '../../../emit/index.js';
import { interpret } from '../../../interpret/index.js';
import { lockOf, planNames, type NamesLock } from '../../../naming/index.js';
import { withSwitches, type OutputSwitches } from '../../../model/switches/index.js';
import type { Surface } from '../index.js';

/** What a package made of the document shows, by the names of an earlier one where there is one. */
export async function surfaceOf(
  text: string,
  switches: OutputSwitches = {},
  lock?: NamesLock,
): Promise<Surface> {
  const diagnostics = new Diagnostics();
  const from = { text, location: 'test.json' };
  const loaded = await loadDocument(from, { allowedOrigins: [] }, diagnostics);
  const model = withSwitches(interpret(loaded, diagnostics), switches);
  const reservedExports = runtimeExports();
  const { names } = planNames(model, { ...(lock && { lock }), reservedExports });
  return { model, names, switches };
}

/** Two versions of a document; the new one keeps the old one's names, as a nightly run does. */
export async function surfacesOf(
  before: string,
  after: string,
  switches: OutputSwitches = {},
): Promise<{ readonly before: Surface; readonly after: Surface }> {
  const old = await surfaceOf(before, switches);
  const lock = lockOf(old.model, old.names);
  return { before: old, after: await surfaceOf(after, switches, lock) };
}
