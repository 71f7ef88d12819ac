import type { Question } from './question.js';
import { FLEET_SIZE, memberKnownAs, plateOf } from './fleet.js';
import { dateTimeOf, periodOf } from './place.js';
import { between, hash } from './seed.js';

/** A file of the media type: one that its programs open where that is simple, else bytes made from the seed. */
export function fileOf(
  mediaType: string,
  question: Question,
): { readonly name: string; readonly bytes: Uint8Array } {
  switch (mediaType) {
    case 'text/csv':
      return { name: 'export.csv', bytes: Buffer.from(csvOf(question)) };
    case 'application/pdf':
      return { name: 'document.pdf', bytes: Buffer.from(PDF) };
    case 'image/png':
      return { name: 'image.png', bytes: Buffer.from(PNG, 'base64') };
    default:
      return { name: 'file.bin', bytes: bytesOf(question.seed) };
  }
}

const CSV_COLUMNS = ['registrationNumber', 'date', 'distance'] as const;

/** Semicolons between columns, as French spreadsheets expect. */
function csvOf({ seed, given, fleet }: Question): string {
  const { start, end } = periodOf(given);
  const lines = Array.from({ length: 5 }, (_, line) => {
    const plate = plateOf(
      fleet + (memberKnownAs(given, fleet) ?? hash(`${seed} ${line}`) % FLEET_SIZE),
    );
    const date = dateTimeOf(start + Math.floor((line * (end - start)) / 5_000) * 1_000);
    return [plate, date, String(between(`${seed} ${line} distance`, 1, 200))].join(';');
  });
  return [CSV_COLUMNS.join(';'), ...lines, ''].join('\r\n');
}

/** Every byte value is likely among them: a client that decodes them as text loses some. */
function bytesOf(seed: string): Uint8Array {
  return Uint8Array.from({ length: 1024 }, (_, index) => hash(`${seed} ${index}`) & 0xff);
}

/** One transparent pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** One empty page; readers rebuild the cross-reference table that it leaves out. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;
