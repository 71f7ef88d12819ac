/**
 * The English words that names depend on, where the document itself does not tell: nouns of irregular number, verbs,
 * adjectives, acronyms. Data alone; `grammar.ts` reads it. A word is here because it occurs in paths and tags of real
 * APIs and is otherwise named wrongly.
 */
function toSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Pairs of singular and plural. */
export const IRREGULAR: readonly (readonly [string, string])[] = [
  ['person', 'people'],
  ['man', 'men'],
  ['woman', 'women'],
  ['child', 'children'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['goose', 'geese'],
  ['mouse', 'mice'],
  ['leaf', 'leaves'],
  ['shelf', 'shelves'],
  ['half', 'halves'],
  ['knife', 'knives'],
  ['life', 'lives'],
  ['wolf', 'wolves'],
  ['axis', 'axes'],
  ['analysis', 'analyses'],
  ['basis', 'bases'],
  ['crisis', 'crises'],
  ['diagnosis', 'diagnoses'],
  ['hypothesis', 'hypotheses'],
  ['thesis', 'theses'],
  ['synopsis', 'synopses'],
  ['criterion', 'criteria'],
  ['phenomenon', 'phenomena'],
  ['vertex', 'vertices'],
  ['matrix', 'matrices'],
  ['appendix', 'appendices'],
  ['quiz', 'quizzes'],
  ['movie', 'movies'],
  ['cookie', 'cookies'],
  ['zombie', 'zombies'],
  ['calorie', 'calories'],
  ['selfie', 'selfies'],
  ['cache', 'caches'],
  ['niche', 'niches'],
  ['axe', 'axes'],
  ['shoe', 'shoes'],
  ['toe', 'toes'],
  ['bus', 'buses'],
  ['gas', 'gases'],
  ['lens', 'lenses'],
  ['alias', 'aliases'],
  ['atlas', 'atlases'],
  ['bias', 'biases'],
  ['canvas', 'canvases'],
  ['index', 'indexes'],
  ['menu', 'menus'],
  ['tax', 'taxes'],
];

/** Words without a plural. Those in the first lines end in -s, but are not plurals of things. */
export const UNCOUNTABLE = toSet(`
  analytics statistics stats metrics settings preferences details perms credentials means news series species
  diagnostics logistics physics mathematics specs
  config configuration data info information health history weather metadata media feedback
  inventory equipment software hardware content access progress status me self root usage audit
  availability connectivity performance revenue traffic evidence money cash research filesystem diskspace`);

/** Acronyms that end in -s, and are no plurals. */
export const ACRONYMS_IN_S = toSet(`
  aws cms crs css dds dns dss eds ems fps gis gps hls https ics iis ios kms lms mms nas oms opds pms pos rss sms sns
  sqs sts tls tms vps wms`);

/** Acronyms after which a word in lower case may follow: \`VATnumber\`. */
export const ACRONYMS =
  'API BIC CBE CSV EAN GUID IBAN JSON KYC PDF SKU SMS SQL SSO URI URL UUID VAT VIN XML'.split(' ');

/** One thing that always exists: it is saved, not created. */
export const SINGLETONS = toSet('settings preferences config configuration');

/**
 * Verbs in the names of controllers' actions. A path segment that begins with one names the operation. Verbs that begin
 * with re- or un- are derived from these: \`resend\`, \`unassign\`.
 */
export const VERBS = toSet(`
  accept acknowledge activate add adjust allocate allow analyze analyse append apply approve ask assign associate attach
  authenticate authorize ban begin bind build calculate call cancel check checkout claim clean clear clone
  close compare complete compress compute configure confirm connect contains control convert copy count create
  deactivate debit decline decrease decrypt delete demote deny deploy detach detect disable disassociate disconnect
  discover dispatch dismiss download edit enable encrypt enqueue ensure enroll evaluate exchange execute exists exit
  expire explore export extend extract fetch fill find finalize finish flush follow forget forgot
  generate geocode get grant handle has hide impersonate import increase increment decrement init initialize
  insert install invalidate invoke is join kick leave list load login logoff logon logout lookup
  lock make mark merge migrate modify move mute notify open parse pause perform ping post predict preview
  process promote provision publish purge put query quit read reboot receive recover redeem redirect refresh refuse register
  reject remind remove rename renew replace replay reset resize resolve respond restart resume retrieve revert revoke
  rotate rollback run save scan search seed select send set shutdown sign signin signout signup simulate
  skip start stop store submit subscribe suspend swap switch sync synchronize tail terminate toggle train transform
  translate trigger try undo unlike update upgrade upload upsert use validate verify vote watch withdraw write
  actualizar buscar consultar crear eliminar guardar listar obtener`);

/** Verbs that lower-case paths write together with their object, and that are hardly ever the beginning of another word. */
export const JOINED_VERBS = toSet(`
  approve cancel change confirm create delete download fetch forgot get register reject remove reset update upload
  verify`);

/** Verbs that are as often nouns: they name actions of POST and PUT, but not of reads. */
export const VERBS_THAT_ARE_NOUNS = toSet(`
  archive block book bookmark broadcast buy change charge comment deposit duplicate email escalate
  filter flag grab grade guess invite issue like link log map match order pay pin print rate refund
  release reply report request reserve return review schedule share stream support test track trade transfer
  transition view visit`);

/** Verbs that are nouns or adjectives when they stand alone in the path of a read: \`open\`, \`set\`, \`process\`. */
export const NOUNS_WHEN_READ = toSet(
  'call close control open process read set sign store use vote',
);

/** Verbs without an object: \`/account/logout\` logs out the caller, not an account. */
export const INTRANSITIVE = toSet('login logoff logon logout ping signin signout signup');

/** Verbs that apply to a collection: \`searchFlights\`, but \`lockUser\`. */
export const COLLECTION_VERBS = toSet(
  'count export fetch find import list lookup query reindex reorder search sync synchronize',
);

/** What a summary begins with when an operation only reads; \`Gets\` and \`Returns\` count as their stems. */
export const READING_VERBS = toSet('fetch find get list load query retrieve return search show');

/** Last words of the schemas that say what a list should contain. */
export const FILTER_WORDS = toSet('criteria filter filters query search');

/** Words that an \`operationId\` has of its tool or framework, and that say nothing about the operation. */
export const TOOL_WORDS = toSet('api async endpoint handler index');

/** Last words of tags that name the kind of class in the server's program, not what it is about. */
export const CLASS_WORDS = toSet('controller endpoint endpoints');

export const ADJECTIVES = toSet(`
  active advanced all allowed approved archived assignable attachable attached available basic best blocked bulk
  cancelled canceled closed completed connected current default deleted disabled draft due duplicate enabled
  expired external failed favorite featured first free full global inactive internal invalid last latest live local
  locked main many missing most multiple my new newest next old oldest online open overdue own paged paginated
  pending personal popular possible present previous primary private public published random read recent
  recommended rejected related remaining single slowest soft suggested supported today top total trending unassigned
  unpaid unread unused upcoming valid visible`);

/** Adjectives of one among several: a list of \`current\` ones is still one answer. */
export const OF_ONE = toSet(
  'current default first last latest main newest next oldest previous primary single',
);

/** Adjectives that imply several things, whatever the response is. */
export const OF_SEVERAL = toSet('all bulk many multiple paged paginated');

export const PREPOSITIONS = toSet(
  'by for with without from to in on of at as since until per via under',
);
