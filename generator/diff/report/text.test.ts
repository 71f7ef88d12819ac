import { NIGHT } from './testing/reports.js';
import { textReport } from './text.js';
it('x', () => {
  process.stderr.write(textReport(NIGHT, { colours: true, width: 100 }));
  process.stderr.write('\n\n' + textReport(NIGHT, { colours: false }) + '\n');
});
