import { sourceBreaks } from './index.js';
import { documentOf } from './testing/documents.js';
import { PAIRS } from './testing/pairs/index.js';
import { surfacesOf } from './testing/surfaces.js';

describe('what a program no longer compiles for', () => {
  it.each(PAIRS)('$what', async ({ before, after, breaks: want }) => {
    const surfaces = await surfacesOf(documentOf(before), documentOf(after));
    const breaks = await sourceBreaks(surfaces.before, surfaces.after);
    expect(breaks.map(({ position, subject }) => `${position} ${subject}`).sort()).toEqual(want);
  });
});
