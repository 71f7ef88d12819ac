import { fitText } from './constraints.js';
import { between, getAddress, getPerson, getPlate, getVehicle, hash, pick } from './fleet.js';
import { createDate, createDateTime, formatTime, isEnd } from './realistic-dates.js';
import { createNumber } from './realistic-numbers.js';
import { NAME_RULES, TEXT_RULES } from './text-rules.js';
import { getFleetMember, isOf, type ValueLocation } from './value-location.js';

/** Text of the format; without a format, text that fits the property's name. It meets the constraints of the schema. */
export function createText(location: ValueLocation, format: string | undefined): string {
  const { docs, seed } = location;
  const example = isExample(docs.example) ? [docs.example] : [];
  const byName = createTextByName(location);
  const texts = [
    createTextOfFormat(location, format),
    byName,
    ...example,
    createDefaultText(location),
  ];
  const found = texts.filter((text) => text !== undefined);
  return docs.constraints ? fitText(found, docs.constraints, seed) : (found[0] ?? '');
}

/** Generators of documents write `string` where nobody has given an example. */
function isExample(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value !== 'string';
}

function createTextOfFormat(
  location: ValueLocation,
  format: string | undefined,
): string | undefined {
  const { seed, name } = location;
  switch (format) {
    case 'date-time':
      return createDateTime(location);
    case 'date-time-local':
      return createDateTime(location).replace(/Z$/, '');
    case 'date':
      return createDate(location);
    case 'time':
    case 'time-local':
      return formatTime(between(seed, 6 * 3600, 20 * 3600));
    case 'date-span':
      return formatTime(between(seed, 600, 5 * 3600));
    case 'duration':
      return `PT${between(seed, 10, 300)}M`;
    case 'uuid':
      return createUuid(seed);
    case 'uri':
    case 'url':
    case 'iri':
      return fillIn('https://example.com/{path}/####', location);
    case 'hostname':
      return `host-${between(seed, 10, 99)}.example.com`;
    case 'byte':
      return Buffer.from(`${name} ${between(seed, 1, 999)}`).toString('base64');
    case 'email':
      return getPerson(getFleetMember(location)).email;
    case 'phone':
    case 'tel':
      return getPerson(getFleetMember(location)).phoneNumber;
    case 'decimal':
      return createNumber(location, false).toFixed(2);
    case 'ipv4':
      return `192.0.2.${between(seed, 1, 254)}`;
    case 'ipv6':
      return `2001:db8::${between(seed, 1, 9999).toString(16)}`;
    default:
      return undefined;
  }
}

const PERSON =
  /\b(driver|person|holder|employee|worker|user|manager|contact|customer|client|student|teacher|author|artist|guest|host|passenger|owner|member|creator|modifier|patient|reviewer|participant|referent|sender|receiver|persona|alumno|estudiante|profesor|cliente|utilisateur|salarie|account holder)s?\b/;
const VEHICLE = /\b(vehicle|car|fleet|bike|truck|vehicule|vehiculo|outage|trip)s?\b/;
const COMPANY =
  /\b(compan(y|ies)|organi[sz]ations?|manufacturers?|supplier|customer name|bank|employer|societe|entreprise|empresa|party|counter party|commercial|issuer)\b/;

const personAt = (location: ValueLocation) => getPerson(getFleetMember(location));
const vehicleAt = (location: ValueLocation) => getVehicle(getFleetMember(location));
const isOfVehicle = (location: ValueLocation) =>
  isOf(VEHICLE, location) || VEHICLE.test(location.words);
const addressAt = ({ parentSeed }: ValueLocation) => getAddress(hash(parentSeed));

/** Values that belong to the same person, vehicle or address as those beside them. The first rule that matches is used. */
const FLEET_RULES: readonly (readonly [RegExp, (location: ValueLocation) => string | undefined])[] =
  [
    [/\b(address|phone|e ?mail|contact) type$/, (at) => pick(at.seed, ['home', 'work'])],
    [/^(identification|employee|personnel) number$/, (at) => personAt(at).identificationNumber],
    [
      /\bregistration numbers?$|\bplate\b|\b(immatriculation|matricula)\b/,
      (at) =>
        PERSON.test(at.parentWords)
          ? personAt(at).identificationNumber
          : getPlate(getFleetMember(at)),
    ],
    [/\bvins?$|\bvin (number|code)\b|\bchassis\b/, (at) => vehicleAt(at).vin],
    [
      /\b(brand|make|marque|marca)s?$/,
      (at) => (isOfVehicle(at) ? vehicleAt(at).brand : pick(at.seed, BRANDS)),
    ],
    [/\bmodele?o?$/, (at) => (isOfVehicle(at) ? vehicleAt(at).model : pick(at.seed, MODELS))],
    [/^(version|trim)$/, (at) => (isOfVehicle(at) ? vehicleAt(at).version : undefined)],
    [/\b(first|given) name\b|\bprenom\b/, (at) => personAt(at).firstName],
    [
      /\b(last|family) name\b|\b(sur ?name|apellidos?)\b|\bnom de famille\b/,
      (at) => personAt(at).lastName,
    ],
    [/\b(full|driver) name\b|\b(name last first)\b/, (at) => personAt(at).fullName],
    [
      /\b(acknowledged|created|modified|updated|requested|uploaded|approved) by$/,
      (at) => personAt(at).fullName,
    ],
    [
      /\b(user ?name|login|creator user|last update user)$/,
      (at) => personAt(at).email.split('@')[0],
    ],
    [
      /\b(e ?mails?|mail|correo|courriel|recipients?|pec address)\b(?! (type|status|subject|domains?)\b)/,
      (at) => personAt(at).email,
    ],
    [
      /\b(phone|mobile|telephone|telefono|fax|landline)s?\b(?! type)/,
      (at) => personAt(at).phoneNumber,
    ],
    [
      /\bip( v?[46])? ?address(es)?\b|\bmac address\b|\bbind address\b|\bpec address\b/,
      () => undefined,
    ],
    [
      /\bstreet (number|no)\b|^box$|\bhouse number\b/,
      (at) => String(between(at.parentSeed, 1, 120)),
    ],
    [/\bstreet\b|\baddress line\b|\b(rue|calle)\b/, (at) => addressAt(at).street],
    [
      /^(state|region|county)$/,
      (at) => (isOf(/\b(address|location|exif)/, at) ? pick(at.parentSeed, REGIONS) : undefined),
    ],
    [
      /^(position|job|job title|occupation|profession)$/,
      (at) =>
        isOf(PERSON, at) ? pick(at.seed, ['Technician', 'Team lead', 'Analyst']) : undefined,
    ],
    [
      /\bpostal ?code\b|\bzip ?(code)?$|\bcode postal\b|\bcodigo postal\b/,
      (at) => addressAt(at).postalCode,
    ],
    [/\b(city|town|ville|ciudad|hometown|locality)\b(?! code)/, (at) => addressAt(at).city],
    [/\b(country|pays|pais)\b(?! name)/, (at) => addressAt(at).country],
    [
      /(?<!\b(ip|mac|bind|v4|v6) )\b(address(es)?|adresse|direccion|location|ubicacion)$/,
      (at) => addressAt(at).whole,
    ],
    [/\bstation name\b/, (at) => `Station ${addressAt(at).city}`],
    [
      /\bcolou?rs?$|\bcouleur\b/,
      (at) => `#${(hash(at.seed) & 0xffffff).toString(16).padStart(6, '0')}`,
    ],
    [
      /\bcard number\b|^pan$/,
      (at) =>
        `70${String(between(at.parentSeed, 10_000_000, 99_999_999))}${between(at.seed, 100_000, 999_999)}`,
    ],
    [/\bcategories\b/, (at) => (isOf(PERSON, at) ? pick(at.seed, ['B', 'BE', 'C1']) : undefined)],
    [
      /\b(creator|owner|author|manager|employee|guest|passenger|worker|reviewer|contact)( full)?( name)?$/,
      (at) => personAt(at).fullName,
    ],
    [
      /^(company|organi[sz]ation|supplier|manufacturer|societe|empresa)$/,
      (at) => pick(at.parentSeed, COMPANIES),
    ],
    [
      /(^| )(at|on|date|time ?stamp|fecha)$|\bbirth|^(date|day)( [a-z]+ed)?$|^(created|updated|modified|deleted)( at| on| date| time| utc)?$/,
      (at) => (/\b(date|day|fecha)\b/.test(at.words) ? createDate(at) : createDateTime(at)),
    ],
    [
      /(^| )(start|end|departure|arrival|closing|opening)? ?time$/,
      (at) =>
        /exposure|run/.test(at.words)
          ? undefined
          : formatTime(between(at.parentSeed, 6 * 3600, 18 * 3600) + (isEnd(at) ? 5_400 : 0)),
    ],
  ];

const REGIONS = ['Occitanie', 'Bretagne', 'Normandie'];
const BRANDS = ['Northwind', 'Harbour', 'Blue Line'];
const MODELS = ['X100', 'Pro 5', 'S2'];
const COMPANIES = ['Hexagone SA', 'Northwind SARL', 'Blue Line GmbH', 'Harbour & Sons'];

function createTextByName(location: ValueLocation): string | undefined {
  const { seed } = location;
  const words = location.words.replace(/ (list|array|collection)$/, '');
  for (const [names, create] of FLEET_RULES) {
    const text = names.test(words) ? create(location) : undefined;
    if (text !== undefined) return text;
  }
  const isId = /\bids?$/.test(words) && !/\b(imdb|vat|tva|tax)\b/.test(words);
  const rule = isId ? undefined : TEXT_RULES.find(([names]) => names.test(words));
  if (rule) return fillIn(pick(getTextSeed(location), rule[1]), location);
  if (NAME.test(words)) return createName(location);
  return isId || /\b(number|code|key|numero|codigo)$/.test(words)
    ? String(between(seed, 100_000, 999_999))
    : undefined;
}

/** A currency's code and symbol, and a file's name and type, are at the same position of their rules' texts. */
function getTextSeed({ words, seed, parentSeed }: ValueLocation): string {
  const subject = /^.*?\b(currenc(y|ies)|devise|moneda)\b|^symbol$/.exec(words)?.[0];
  const prefix = subject?.replace(/\w+$/, '').trim();
  if (prefix !== undefined) return prefix === '' ? parentSeed : `${parentSeed} ${prefix}`;
  return /\b(file|mime|media|content) ?(name|type)|extension/.test(words) ? parentSeed : seed;
}

const NAME =
  /(^| )(display |clean |sort |original |short |source |primary )*(name|title|nom|nombre|titulo|titre|libelle|label)( [a-z]{2})?$/;

/** The name of what the words before `name` say, or else of the object. */
function createName(location: ValueLocation): string {
  const { words, seed, resource, parentWords } = location;
  const subject =
    [words.replace(NAME, ''), resource, parentWords].find((text) => text !== '') ?? 'sample';
  if (COMPANY.test(subject)) return pick(location.parentSeed, COMPANIES);
  if (PERSON.test(subject)) return personAt(location).fullName;
  const rule = NAME_RULES.find(([names]) => names.test(subject));
  if (rule) return fillIn(pick(location.parentSeed, rule[1]), location);
  return `${capitalize(subject)} ${between(seed, 1, 99)}`;
}

/** Puts digits and words where a text of the rules has placeholders. */
function fillIn(text: string, { seed, words, resource, parentWords }: ValueLocation): string {
  const before = words.replace(/\b(url|uri|link)s?\b/g, '').trim();
  const path = [before, parentWords, resource].find((part) => part !== '') ?? 'items';
  let count = 0;
  const next = (size: number) => hash(`${seed} ${(count += 1)}`) % size;
  return text
    .replace(/#/g, () => String(next(10)))
    .replace(/\{x\}/g, () => next(16).toString(16))
    .replace('{path}', path.replaceAll(' ', '-'))
    .replace('{resource}', resource || 'item');
}

function createDefaultText({ words, seed }: ValueLocation): string {
  const one = words.replace(/(?<=[^us])s$/, '');
  return `${capitalize(one || 'value')} ${between(seed, 1, 99)}`;
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Data in which persons or vehicles have no name, and a response no content, would be of little use. */
export function isNeverNull({ words, depth }: ValueLocation): boolean {
  if (depth <= 2 && /^(result|data|value|items|content|payload|response)$/.test(words)) return true;
  return /^((first|last|full|display) )?name$|^(title|email|brand|model)$/.test(words);
}

/** What only a failure has. */
export function isOfFailure(words: string): boolean {
  return /^(errors?|exceptions?|error (message|code|enum|details?)|validation errors?|failures?|stack trace|inner exception|deleted( at| on| date| by)?|deletion time|deleter id)$/.test(
    words,
  );
}

function createUuid(seed: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => hash(`${part} ${seed}`).toString(16).padStart(8, '0'))
    .join('');
  // RFC 9562: version 4, variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
