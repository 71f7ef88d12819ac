import { annotationsReport } from './annotations.js';
import { hostileReport } from './testing/hostile.js';
import { change, report } from './testing/reports.js';

const SNAPSHOT = {
  path: 'fixtures/prod/swagger.json',
  text: '{\n  "components": {\n    "schemas": {\n      "VehicleDto": {}\n    }\n  }\n}\n',
};
const AT = { after: '/components/schemas/VehicleDto' };

describe('annotations', () => {
  it('point at the line of the snapshot', () => {
    const told = annotationsReport(report({ changes: [change({ pointers: AT })] }), SNAPSHOT);
    expect(told).toMatch(/^::error file=fixtures\/prod\/swagger\.json,line=4,col=\d+,title=/);
    expect(told).toContain('VehicleDto.soldAt is no longer in answers');
  });

  it.each<[string, Parameters<typeof change>[0]]>([
    ['may break', { wire: 'potentially-breaking', source: 'non-breaking' }],
    ['is safe', { wire: 'non-breaking', source: 'non-breaking' }],
    ['is acknowledged', { acknowledged: { reason: 'known', until: '2027-01-31' } }],
  ])('say nothing of what %s', (_, given) => {
    expect(annotationsReport(report({ changes: [change(given)] }), SNAPSHOT)).toBe('');
  });

  it('are one line each, whatever the document holds', () => {
    const hostile = hostileReport();
    const lines = annotationsReport(hostile, SNAPSHOT).split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^::error file=[^:]*::[^\r\n]*$/);
  });
});
