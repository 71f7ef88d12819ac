import {
  between,
  FLEET_SIZE,
  fraction,
  getAddress,
  getPerson,
  getPlate,
  getVehicle,
  hash,
  pick,
} from './fleet.js';
import { createSpan, DAY_MS, formatDateTime, type Period, type Span } from './period.js';

/** The location of a value in a response: all that the value is made from. */
export interface ValueLocation {
  /** The seed of the whole response. */
  readonly rootSeed: string;
  /** The root seed and the path in the response: `GET /Vehicles/3/vin`. */
  readonly seed: string;
  /** The property's name, lower case; for an item of a list, the name of the list. */
  readonly name: string;
  /** The seed of the object that has the property. Values that belong together are made from it. */
  readonly parentSeed: string;
  /** The name of the property that holds that object, lower case: `driver` of `driver.firstName`. */
  readonly parentName: string;
  /** The position in the response's list; undefined if the response is not a list. */
  readonly ordinal: number | undefined;
  /** The number of the fleet's first vehicle and person. */
  readonly fleetStart: number;
  /** The seed of the list's item, or of the whole response. */
  readonly itemSeed: string;
  readonly period: Period;
  readonly depth: number;
}

/** Text of the format; without a format, text that fits the property's name. Never empty. */
export function createText(location: ValueLocation, format: string | undefined): string {
  const { seed, name } = location;
  switch (format) {
    case 'date-time':
      return createDateTime(location);
    case 'date':
      return createDate(location);
    case 'time':
      return formatTime(between(seed, 6 * 3600, 20 * 3600));
    case 'date-span':
      return formatTime(between(seed, 600, 5 * 3600));
    case 'duration':
      return `PT${between(seed, 10, 300)}M`;
    case 'uuid':
      return createUuid(seed);
    case 'uri':
    case 'url':
      return `https://example.com/${name}/${between(seed, 1000, 9999)}`;
    case 'byte':
      return Buffer.from(`${name} ${between(seed, 1, 999)}`).toString('base64');
    case 'email':
      return getPerson(getFleetMember(location)).email;
    case 'ipv4':
      return `192.0.2.${between(seed, 1, 254)}`;
    case 'ipv6':
      return `2001:db8::${between(seed, 1, 9999).toString(16)}`;
    default:
      return createTextByName(location);
  }
}

const PERSON = /driver|person|holder|employee|user|manager|contact/;

const personAt = (location: ValueLocation) => getPerson(getFleetMember(location));
const vehicleAt = (location: ValueLocation) => getVehicle(getFleetMember(location));
const addressAt = ({ parentSeed }: ValueLocation) => getAddress(hash(parentSeed));

/** The first rule that matches the property's name is used. */
const TEXT_RULES: readonly (readonly [RegExp, (location: ValueLocation) => string])[] = [
  [
    /^(identificationnumber|employeenumber|personnelnumber)$/,
    (at) => personAt(at).identificationNumber,
  ],
  [
    /registrationnumbers?$|plate/,
    (at) =>
      PERSON.test(at.parentName) ? personAt(at).identificationNumber : getPlate(getFleetMember(at)),
  ],
  [/^vin$|chassis/, (at) => vehicleAt(at).vin],
  [/brand|^make$|manufacturer/, (at) => vehicleAt(at).brand],
  [/^model/, (at) => vehicleAt(at).model],
  [/^version$/, (at) => vehicleAt(at).version],
  [/firstname|givenname/, (at) => personAt(at).firstName],
  [/lastname|surname|familyname/, (at) => personAt(at).lastName],
  [/fullname|drivername|acknowledgedby|createdby/, (at) => personAt(at).fullName],
  [/mail|recipients/, (at) => personAt(at).email],
  [/phone|mobile/, (at) => personAt(at).phoneNumber],
  [/street|addressline/, (at) => addressAt(at).street],
  [/postalcode|zip/, (at) => addressAt(at).postalCode],
  [/city|town/, (at) => addressAt(at).city],
  [/^country/, (at) => addressAt(at).country],
  [/address/, (at) => addressAt(at).whole],
  [/^name$/, (at) => `Depot ${addressAt(at).city}`],
  [/currency/, () => 'EUR'],
  [/stationname/, (at) => `Station ${addressAt(at).city}`],
  [/geofencename/, (at) => `Depot ${addressAt(at).city}`],
  [/colou?r/, (at) => `#${(hash(at.seed) & 0xffffff).toString(16).padStart(6, '0')}`],
  [
    /cardnumber/,
    (at) =>
      `70${String(between(at.parentSeed, 10_000_000, 99_999_999))}${between(at.seed, 100_000, 999_999)}`,
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

function createTextByName(location: ValueLocation): string {
  const rule = TEXT_RULES.find(([name]) => name.test(location.name));
  if (rule) return rule[1](location);
  return `${location.name || 'value'} ${between(location.seed, 1, 999)}`;
}

/** Data in which persons or vehicles have no name would be of little use. */
export function isNeverNull(name: string): boolean {
  return /^(first|last)name$|^brand$|^model$/.test(name);
}

/** Name, lowest and highest value, decimals. The units are those that are usual for the name. */
const NUMBER_RULES: readonly (readonly [RegExp, low: number, high: number, decimals: number])[] = [
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

/** A number that fits the property's name. The ids of a list's items are consecutive. */
export function createNumber(location: ValueLocation, isInteger: boolean): number {
  const { name, seed } = location;
  if (name === 'id' && location.parentSeed === location.itemSeed) {
    return between(location.rootSeed, 1, 1_000_000) * 1_000 + (location.ordinal ?? 0) + 1;
  }
  if (/^duration/.test(name)) return getDuration(location) / 1_000;
  if (/^distance$|consumed/.test(name)) {
    const kilometres = (getDuration(location) / 3_600_000) * getAverageSpeed(location);
    const value = name === 'distance' ? kilometres : kilometres * LITRES_PER_KILOMETRE;
    return isInteger ? Math.round(value) : Math.round(value * 10) / 10;
  }
  const rule = NUMBER_RULES.find(([names]) => names.test(name));
  const [, low, high, decimals] = rule ?? [/^/, 0, 100, 2];
  const scale = 10 ** (isInteger ? 0 : decimals);
  return Math.round((low + fraction(seed) * (high - low)) * scale) / scale;
}

const LITRES_PER_KILOMETRE = 0.065;

/** In milliseconds. */
function getDuration(location: ValueLocation): number {
  const { start, end } = getSpan(location);
  return end - start;
}

/** The `averageSpeed` of the same object, so that speed, duration and distance agree. */
function getAverageSpeed(location: ValueLocation): number {
  const seed = `${location.parentSeed}/averageSpeed`;
  return createNumber({ ...location, seed, name: 'averagespeed' }, false);
}

function createUuid(seed: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) => hash(`${part} ${seed}`).toString(16).padStart(8, '0'))
    .join('');
  // RFC 9562: version 4, variant 10.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** `07:12:31`. @param seconds since midnight. */
function formatTime(seconds: number): string {
  const format = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${format(seconds / 3600)}:${format((seconds / 60) % 60)}:${format(seconds % 60)}`;
}

/** The number of a vehicle or person. The items of a list are different members of the fleet. */
function getFleetMember({ ordinal, parentSeed, itemSeed, fleetStart }: ValueLocation): number {
  const isOfItem = ordinal !== undefined && parentSeed === itemSeed;
  return fleetStart + ((isOfItem ? ordinal : hash(parentSeed)) % FLEET_SIZE);
}

function getSpan({ period, itemSeed, ordinal }: ValueLocation): Span {
  return createSpan(period, itemSeed, ordinal);
}

/** `2026-04-23T07:12:31Z` */
function createDateTime(location: ValueLocation): string {
  const span = getSpan(location);
  const end = /^(end|exit|to|until|closed|finished|updated|acknowledged)|expir/;
  const isEnd = end.test(location.name) || end.test(location.parentName);
  return formatDateTime(isEnd ? span.end : span.start);
}

/** `2026-04-23`. The days of a list are consecutive, deadlines are in the future, other dates in the past. */
function createDate({ period, name, seed, ordinal }: ValueLocation): string {
  const { start, end } = period;
  const addDays = (count: number) => new Date(start + count * DAY_MS).toISOString().slice(0, 10);
  if (/^(date|day)$/.test(name)) {
    return addDays((ordinal ?? 0) % Math.max(1, Math.ceil((end - start) / DAY_MS)));
  }
  if (/exit|last|closed/.test(name)) return addDays(-between(seed, 1, 300));
  if (/expir|end|until|deadline|departure/.test(name)) return addDays(between(seed, 90, 1_000));
  return addDays(-between(seed, 301, 1_500));
}
