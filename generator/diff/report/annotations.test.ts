import { annotationsReport } from './annotations.js';
import { HOSTILE, hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, FULL_DOCUMENT, report } from './testing/reports.js';

const SNAPSHOT = {
  path: 'fixtures/prod/swagger.json',
  text: JSON.stringify(FULL_DOCUMENT, null, 2),
};

describe('annotations', () => {
  it('list breaking changes alone, at the lines of the snapshot', () => {
    const lines = SNAPSHOT.text.split('\n');
    const locations = annotationsReport(FULL_REPORT, SNAPSHOT)
      .split('\n')
      .map((command) => {
        const [, line, title] =
          /^::error file=[^,]+,line=(\d+),col=\d+,title=.*?%3A ([^:]*)::/.exec(command) ?? [];
        return [title, lines[Number(line) - 1]?.trim()];
      });
    expect(locations).toEqual([
      // Removed: at what contained it.
      ['VehicleDto.soldAt', '"properties": {'],
      ['VehicleDto.vin', '"vin": {'],
      ['reports.export', '"paths": {'],
      ['webhook tripEnded%3A POST body.distance', '{'],
      ['TripEventDto.driver', '"schemas": {'],
      ['vehicles.list%3A since', '"get": {'],
      ['alerts.listAll', '"get": {'],
      ['ExportFilterDto', '{'],
      ['ExportFormat', '{'],
      ['ExportRequestDto', '{'],
    ]);
  });

  it.each<[string, Parameters<typeof change>[0], number]>([
    ['for what breaks the wire alone', { source: 'non-breaking' }, 1],
    ['for what breaks the source alone', { wire: 'non-breaking' }, 1],
    ['not for what may break', { wire: 'potentially-breaking', source: 'potentially-breaking' }, 0],
    [
      'not for what is acknowledged',
      { acknowledged: { reason: 'Agreed.', until: '2027-01-31' } },
      0,
    ],
  ])('are printed %s', (_, given, want) => {
    const text = annotationsReport(report({ changes: [change(given)] }), SNAPSHOT);
    expect(text.match(/^::error /gm) ?? []).toHaveLength(want);
  });

  it('are escaped like those of the toolkit', () => {
    const text = annotationsReport(
      report({ changes: [change({ subject: 'a:b,c%d', message: '50 %: x, y' })] }),
      { path: 'a,b:c.json', text: '{}' },
    );
    expect(text).toBe(
      '::error file=a%2Cb%3Ac.json,line=1,col=1,title=wire breaks%2C source breaks%3A a%3Ab%2Cc%25d' +
        '::a:b,c%25d 50 %25: x, y%0Aoptional-property-removed 0000000000000000',
    );
  });

  it('are one line for each change, whatever its texts', () => {
    const lines = annotationsReport(hostileReport(), SNAPSHOT).split('\n');
    expect(lines).toHaveLength(HOSTILE.length);
    expect(
      lines.filter((line) => !line.startsWith('::error file=fixtures/prod/swagger.json,')),
    ).toEqual([]);
    expect(lines.filter((line) => Buffer.byteLength(line) > 4096)).toEqual([]);
  });
});
