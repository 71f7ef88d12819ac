import { OASDIFF_IDS } from './ids.js';
import { kindsByOasdiffId } from './table.js';

describe('the table of the ids of oasdiff', () => {
  const table = kindsByOasdiffId();

  it('has every id but those that no change of ours is called by', () => {
    const missing = [...OASDIFF_IDS].filter((id) => !table.has(id));
    // A schema that nothing refers to is no part of an SDK; one that is missed is told where it was used.
    expect(missing).toEqual(['api-schema-removed']);
  });

  it('has no id that oasdiff does not give', () => {
    expect([...table.keys()].filter((id) => !OASDIFF_IDS.has(id))).toEqual([]);
  });

  it.each<[id: string, kinds: readonly string[]]>([
    [
      'response-required-property-removed',
      ['response-header-schema-changed', 'response-required-property-removed'],
    ],
    ['new-required-request-property', ['request-required-property-added']],
    ['request-parameter-max-length-decreased', ['parameter-constraint-tightened']],
    ['response-property-became-nullable', ['response-property-became-nullable']],
    ['request-body-min-items-increased', ['request-constraint-tightened']],
  ])('%s', (id, kinds) => {
    expect(table.get(id)).toEqual(kinds);
  });
});
