import { parseFaultText } from './faults.js';

describe('a fault on the command line', () => {
  it.each([
    ['slow=500', { kind: 'slow', milliseconds: 500 }],
    ['error', { kind: 'error', oneIn: 1 }],
    ['error=3 GET /Vehicles', { kind: 'error', oneIn: 3, method: 'GET', path: '/Vehicles' }],
    ['  reset  /Geolocation/**  x3 ', { kind: 'reset', path: '/Geolocation/**', count: 3 }],
    ['revoked', { kind: 'revoked', count: 1 }],
    ['rotated', { kind: 'rotated' }],
  ])('%j is parsed as %j', (text, fault) => {
    expect(parseFaultText(text)).toEqual({ kind: 'parsed', fault });
  });

  it.each([
    ['', 'kind'],
    ['slow', 'milliseconds'],
    ['slow=fast', 'milliseconds'],
    ['slow=2147483648', 'milliseconds'],
    ['reset=5', 'value'],
    ['reset x0', 'count'],
    ['reset get', 'method'],
    ['moved x1', 'count'],
  ])('%j is rejected because of its %s', (text, name) => {
    const parsed = parseFaultText(text);
    expect(parsed.kind === 'rejected' && [...parsed.errors.keys()]).toEqual([name]);
  });
});
