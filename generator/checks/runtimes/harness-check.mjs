// Tests that must fail, and some that must pass, to check that the harness works on each runtime.

/** The expected results of the tests below, in their order. */
export const EXPECTED = [
  ['hooks run around each test', 'passed'],
  ['a false expectation fails', 'failed'],
  ['an error after an await fails', 'failed'],
  ['a test that does not end fails', 'failed'],
  ['a promise that should be rejected and is not fails', 'failed'],
  ['rows › 1 and {"two":2} make "three"', 'passed'],
  ['rows › 4 and {"five":5} make "six"', 'failed'],
  ['a row by name', 'passed'],
  ['a test that is skipped', 'skipped'],
];

export const SKIPS = [{ test: 'a test that is skipped', because: 'this checks skipping' }];

export function define() {
  const order = [];
  beforeEach(() => order.push('before'));
  afterEach(() => order.push('after'));
  it('hooks run around each test', () => expect(order).toEqual(['before']));
  it('a false expectation fails', () => expect({ a: 1 }).toEqual({ a: 2 }));
  it('an error after an await fails', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error('late');
  });
  it('a test that does not end fails', () => new Promise(() => undefined), 20);
  it('a promise that should be rejected and is not fails', () =>
    expect(Promise.resolve(1)).rejects.toThrow());
  describe('rows', () => {
    it.each([
      [1, { two: 2 }, 'three'],
      [4, { five: 5 }, 'six'],
    ])('%i and %s make %p', (first) => expect(first).toBe(1));
  });
  it.each([{ name: 'name' }])('a row by $name', ({ name }) => {
    expect(name).toBe('name');
    expect(order.filter((one) => one === 'before').length).toBe(8);
  });
  it('a test that is skipped', () => {
    throw new Error('It was run');
  });
}
