import type { Complaint } from './requests.js';

/** A complaint of Prism's that is no fault of the request. */
interface Excuse {
  readonly said: RegExp;
  readonly because: string;
  /** Document and operation. */
  readonly at: readonly string[];
}

/** Each was looked at by hand. One that no complaint needs any more is told, and fails the run. */
const EXCUSES: readonly Excuse[] = [
  {
    said: /path: Request path must have required property/,
    because:
      'the path has no place for a parameter that is declared for it: no request can hold it',
    at: [
      'kafe GET /api/v1/shard-download/{id}',
      'prowlarr-v1 GET /',
      'radarr-v3 GET /',
      'readarr-v1 GET /',
      'sonarr-v3 GET /',
    ],
  },
  {
    said: /body: Request body must match exactly one schema in oneOf$/,
    because:
      'Swashbuckle lists a base among its own variants, and closes each part of an inheritance: by the letter nothing matches',
    at: [
      'sb73-nswagclient-poly-301 POST /Animals',
      'sb73-nswagclient-poly-301 POST /SystemTextJsonAnimals',
    ],
  },
  {
    said: /body: Request body must NOT have additional properties; found 'Id'$/,
    because:
      'the schema requires `Id`, declares `id` and forbids all others: by the letter nothing matches',
    at: ['sb10-basic-20 POST /carts', 'sb10-basic-31 POST /carts', 'sb73-basic-301 POST /carts'],
  },
  {
    said: /body: Request body must be object$/,
    because: 'the body is XML, which Prism does not read',
    at: ['sb10-basic-20 POST /orders', 'sb10-basic-31 POST /orders', 'sb73-basic-301 POST /orders'],
  },
  {
    said: /body\.phoneNumbers: Request body property phoneNumbers must be array$/,
    because: 'Prism sees no list in a form of Swagger 2.0, whether it is repeated or has commas',
    at: ['sb10-basic-20 POST /registrations'],
  },
  {
    said: /body\.formFile: Reserved characters used in request body$/,
    because:
      'a file in a form that is not multipart, which holds texts alone: the type is Blob, and the form says [object Blob]',
    at: ['sb10-basic-31 POST /registrations', 'sb73-basic-301 POST /registrations'],
  },
  {
    said: /body\.file: Request body property file must match exactly one schema in oneOf$/,
    because: 'a file in a JSON body, which has no bytes: the type is Blob, and JSON says {}',
    at: ['hrm-31 POST /api/Auth/register'],
  },
  {
    said: /^INVALID_CONTENT_TYPE No supported content types/,
    because:
      '`formData` of Swagger 2.0 without `consumes`: it can only be a form, which Prism does not infer',
    at: ['my-service-bus-v2 POST /CacheCommands/Compress'],
  },
];

/** What stays of the complaints, and the places in judged documents that need no excuse. */
export function withoutExcused(
  complaints: readonly Complaint[],
  documents: readonly string[],
): { readonly faults: readonly Complaint[]; readonly stale: readonly string[] } {
  const used = new Set<string>();
  const isExcused = ({ document, operation, said }: Complaint): boolean => {
    const place = `${document} ${operation}`;
    const excuse = EXCUSES.find((one) => one.at.includes(place) && one.said.test(said));
    if (excuse) used.add(`${place}: ${excuse.because}`);
    return excuse !== undefined;
  };
  const faults = complaints.filter((complaint) => !isExcused(complaint));
  const stale = EXCUSES.flatMap(({ at, because }) => at.map((place) => `${place}: ${because}`))
    .filter((entry) => documents.some((name) => entry.startsWith(`${name} `)))
    .filter((entry) => !used.has(entry));
  return { faults, stale };
}
