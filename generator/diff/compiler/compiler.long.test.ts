import { Diagnostics } from '../../diagnostics.js';
import { readRuntimeExports } from '../../emit/index.js';
import { interpret } from '../../interpret/index.js';
import { createNamesLock, planNames, type NamesLock } from '../../naming/index.js';
import { loadDocument } from '../raw-openapi.js';
import { findSourceBreaks, type Surface } from './index.js';
import { documentOf } from './testing/documents.js';
import { PAIRS } from './testing/pairs/index.js';

describe('breaks that the compiler finds', () => {
  it.each(PAIRS)('$what', async ({ before, after, breaks: want }) => {
    const old = await surfaceOf(documentOf(before));
    // The new package keeps the old one's names, as in a nightly run.
    const now = await surfaceOf(documentOf(after), createNamesLock(old.model, old.names));
    const breaks = await findSourceBreaks(old, now);
    expect(breaks.map(({ position, subject }) => `${position} ${subject}`).sort()).toEqual(want);
  });
});

async function surfaceOf(text: string, lock?: NamesLock): Promise<Surface> {
  const diagnostics = new Diagnostics();
  const source = { text, location: 'test.json' };
  const loaded = await loadDocument(source, { allowedOrigins: [] }, diagnostics);
  const model = interpret(loaded, diagnostics);
  const reservedExports = readRuntimeExports();
  const { names } = planNames(model, { ...(lock && { lock }), reservedExports });
  return { model, names };
}
