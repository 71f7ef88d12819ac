import { addressOf, personOf, plateOf, vehicleOf } from './fleet.js';
import { dateAt, dateTimeAt, memberAt, spanAt, type Place } from './place.js';
import { between, fraction, hash, pick } from './seed.js';

/** Text that fits the format, else the property's name; never empty. */
export function textAt(place: Place, format: string | undefined): string {
  const { seed } = place;
  switch (format) {
    case 'date-time':
      return dateTimeAt(place);
    case 'date':
      return dateAt(place);
    case 'time':
      return `${clock(between(seed, 6 * 3600, 20 * 3600))}`;
    case 'date-span':
      return clock(between(seed, 600, 5 * 3600));
    case 'duration':
      return `PT${between(seed, 10, 300)}M`;
    case 'uuid':
      return uuidOf(seed);
    case 'uri':
    case 'url':
      return `https://example.com/${place.name}/${between(seed, 1000, 9999)}`;
    case 'byte':
      return Buffer.from(`${place.name} ${between(seed, 1, 999)}`).toString('base64');
    case 'email':
      return personOf(memberAt(place)).email;
    case 'ipv4':
      return `192.0.2.${between(seed, 1, 254)}`;
    case 'ipv6':
      return `2001:db8::${between(seed, 1, 9999).toString(16)}`;
    default:
      return wordsAt(place);
  }
}

const PERSON = /driver|person|holder|employee|user|manager|contact/;

/** The first rule whose expression fits the property's name tells what it holds. */
const WORDS: readonly (readonly [RegExp, (place: Place) => string])[] = [
  [
    /^(identificationnumber|employeenumber|personnelnumber)$/,
    (at) => personOf(memberAt(at)).identificationNumber,
  ],
  [
    /registrationnumbers?$|plate/,
    (at) =>
      PERSON.test(at.holderName)
        ? personOf(memberAt(at)).identificationNumber
        : plateOf(memberAt(at)),
  ],
  [/^vin$|chassis/, (at) => vehicleOf(memberAt(at)).vin],
  [/brand|^make$|manufacturer/, (at) => vehicleOf(memberAt(at)).brand],
  [/^model/, (at) => vehicleOf(memberAt(at)).model],
  [/^version$/, (at) => vehicleOf(memberAt(at)).version],
  [/firstname|givenname/, (at) => personOf(memberAt(at)).firstName],
  [/lastname|surname|familyname/, (at) => personOf(memberAt(at)).lastName],
  [/fullname|drivername|acknowledgedby|createdby/, (at) => personOf(memberAt(at)).fullName],
  [/mail|recipients/, (at) => personOf(memberAt(at)).email],
  [/phone|mobile/, (at) => personOf(memberAt(at)).phoneNumber],
  [/street|addressline/, (at) => addressOf(hash(at.holder)).street],
  [/postalcode|zip/, (at) => addressOf(hash(at.holder)).postalCode],
  [/city|town/, (at) => addressOf(hash(at.holder)).city],
  [/^country/, (at) => addressOf(hash(at.holder)).country],
  [/address/, (at) => addressOf(hash(at.holder)).whole],
  [/^name$/, (at) => `Depot ${addressOf(hash(at.holder)).city}`],
  [/currency/, () => 'EUR'],
  [/stationname/, (at) => `Station ${addressOf(hash(at.holder)).city}`],
  [/geofencename/, (at) => `Depot ${addressOf(hash(at.holder)).city}`],
  [/colou?r/, (at) => `#${(hash(at.seed) & 0xffffff).toString(16).padStart(6, '0')}`],
  [
    /cardnumber/,
    (at) =>
      `70${String(between(at.holder, 10_000_000, 99_999_999))}${between(at.seed, 100_000, 999_999)}`,
  ],
  [/filename/, (at) => `document-${between(at.seed, 1000, 9999)}.pdf`],
  [/contenttype|mediatype/, () => 'application/pdf'],
  [/categories/, (at) => pick(at.seed, ['B', 'BE', 'C1'])],
  [/tags|labels?$/, (at) => pick(at.seed, ['delivery', 'pool', 'night shift', 'north'])],
  [
    /message|comment|description|reason|note/,
    (at) =>
      pick(at.seed, ['Checked by the fleet manager.', 'Seen on the road.', 'Nothing to report.']),
  ],
  [/url|link/, (at) => `https://example.com/${at.name}/${between(at.seed, 1000, 9999)}`],
  [/(^|[^a-z])id$|number$|code$|reference$/, (at) => String(between(at.seed, 100_000, 999_999))],
];

function wordsAt(place: Place): string {
  const rule = WORDS.find(([name]) => name.test(place.name));
  return rule ? rule[1](place) : `${place.name || 'value'} ${between(place.seed, 1, 999)}`;
}

/** Who and what something is: a platform without these would be of no use. */
export function isAlwaysKnown(name: string): boolean {
  return /^(first|last)name$|^brand$|^model$/.test(name);
}

/** Name, lowest and highest value, decimals. Units are those that the name usually has in this field. */
const NUMBERS: readonly (readonly [RegExp, low: number, high: number, decimals: number])[] = [
  [/latitude/, 43.4, 49.2, 5],
  [/longitude/, -0.9, 6.4, 5],
  [/heading|bearing/, 0, 359, 0],
  [/averagespeed/, 25, 70, 1],
  [/max(imum)?speed/, 80, 130, 1],
  [/speedlimit/, 50, 110, 0],
  [/speed/, 0, 130, 1],
  [/odometer|^value$/, 12_000_000, 180_000_000, 0],
  [/radius/, 50, 500, 0],
  [/distance|mileage/, 1.5, 180, 1],
  [/idle/, 0, 900, 0],
  [/consumption/, 3.9, 9.8, 1],
  [/co2/, 90, 180, 0],
  [/fiscalpower/, 4, 9, 0],
  [/capacity/, 40, 70, 0],
  [/percent|level/, 5, 100, 0],
  [/score/, 0.5, 1, 2],
  [/volume|quantity|lit(er|re)s/, 5, 60, 2],
  [/unitprice/, 1.55, 2.05, 3],
  [/amount|price|cost|limit|total/, 20, 250, 2],
  [/size|length/, 20_000, 2_000_000, 0],
  [/count|accepted|rejected/, 0, 12, 0],
  [/year/, 2018, 2026, 0],
  [/rating|stars/, 1, 5, 0],
];

/** A number believable for the property's name. Ids of a list's items follow each other. */
export function numberAt(place: Place, whole: boolean): number {
  if (place.name === 'id' && place.holder === place.item) {
    return between(place.root, 1, 1_000_000) * 1_000 + (place.ordinal ?? 0) + 1;
  }
  if (/^duration/.test(place.name)) {
    const { start, end } = spanAt(place);
    return (end - start) / 1_000;
  }
  if (/^distance$|consumed/.test(place.name)) {
    const kilometres = hoursOf(place) * speedOf(place);
    const value = place.name === 'distance' ? kilometres : kilometres * LITRES_PER_KILOMETRE;
    return whole ? Math.round(value) : Math.round(value * 10) / 10;
  }
  const rule = NUMBERS.find(([name]) => name.test(place.name));
  const [, low, high, decimals] = rule ?? [/^/, 0, 100, 2];
  const scale = 10 ** (whole ? 0 : decimals);
  return Math.round((low + fraction(place.seed) * (high - low)) * scale) / scale;
}

const LITRES_PER_KILOMETRE = 0.065;

function hoursOf(place: Place): number {
  const { start, end } = spanAt(place);
  return (end - start) / 3_600_000;
}

/** The `averageSpeed` beside it, so that speed, duration and distance agree. */
function speedOf(place: Place): number {
  return numberAt({ ...place, seed: `${place.holder}/averageSpeed`, name: 'averagespeed' }, false);
}

function uuidOf(seed: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => hash(`${part} ${seed}`).toString(16).padStart(8, '0'))
    .join('');
  // RFC 9562: version 4, variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** @param seconds since midnight. */
function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
