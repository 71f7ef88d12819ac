import { fitNumber } from './constraints.js';
import { between, fraction, hash } from './fleet.js';
import { getDuration } from './realistic-dates.js';
import { isOf, type ValueLocation } from './value-location.js';

/** Words, lowest and highest value, decimals. The units are those that are usual for the name. */
const NUMBER_RULES: readonly (readonly [RegExp, low: number, high: number, decimals: number])[] = [
  [/\b(status ?code)\b/, 200, 200, 0],
  [/\b(latitude|lat|latitud)$/, 43.4, 49.2, 5],
  [/\b(longitude|lng|lon|longitud)$/, -0.9, 6.4, 5],
  [/\bheading|\bbearing/, 0, 359, 0],
  [/\baverage speed\b/, 25, 70, 1],
  [/\bmax(imum)? speed\b/, 80, 130, 1],
  [/\bspeed limit\b/, 50, 110, 0],
  [/\bspeed\b/, 0, 130, 1],
  [/\bodometer\b/, 12_000_000, 180_000_000, 0],
  [/\bradius\b/, 50, 500, 0],
  [/\b(distance|mileage)\b/, 1.5, 180, 1],
  [/\bidle\b/, 0, 900, 0],
  [/\bconsumption\b/, 3.9, 9.8, 1],
  [/\bco ?2\b/, 90, 180, 0],
  [/\bfiscal power\b/, 4, 9, 0],
  [/\btank capacity\b/, 40, 70, 0],
  [/\b(status|state|type)$/, 0, 3, 0],
  [/\b(vcpus?|cpus?|cores|threads)\b/, 1, 32, 0],
  [/\b(ids?|inn)$/, 1, 9_999, 0],
  [/\bexp(iry)? year\b/, 2027, 2031, 0],
  [/\byear\b|\bannee\b|\banio\b/, 2018, 2026, 0],
  [/\bmonth\b|\bmois\b|\bmes\b/, 1, 12, 0],
  [/\bday of week\b/, 0, 6, 0],
  [/\bday\b/, 1, 28, 0],
  [/\bport$/, 1_024, 49_151, 0],
  [/\b(phone|telephone|telefono)\b/, 600_000_000, 699_999_999, 0],
  [/\b(age|edad)$/, 18, 67, 0],
  [/\b(priority|order|position|sort|rank|running number|season number)\b/, 1, 9, 0],
  [/\bepisode numbers?\b/, 1, 24, 0],
  [/\bversion\b|\breal\b|\brevision\b/, 1, 9, 0],
  [/\b(percent(age)?|level|occupancy|humidity|progress|rate percent)\b/, 5, 100, 0],
  [/\b(vat|tax|reduction) (rate|percentage)\b/, 5, 21, 0],
  [/\b(exchange|fx)? ?rate\b/, 0.5, 1.5, 4],
  [/\btemperature\b/, 12, 28, 1],
  [/\b(pressure)\b/, 995, 1_030, 1],
  [/\b(width|height)$/, 320, 1_920, 0],
  [/\b(runtime|minutes)\b/, 20, 180, 0],
  [/\b(milliseconds|ms)\b/, 10, 900, 0],
  [/\b(seconds)\b/, 1, 900, 0],
  [/\b(hours)\b/, 1, 48, 0],
  [/\b(days)\b/, 1, 60, 0],
  [/\b(years)\b/, 1, 10, 0],
  [/\b(memory|ram|capacity|storage) gb\b/, 8, 512, 0],
  [/\b(channels)\b/, 2, 6, 0],
  [/\b(fps)\b/, 24, 60, 0],
  [/\b(bit ?rate)\b/, 128_000, 8_000_000, 0],
  [/\b(bit depth|bits)\b/, 8, 16, 0],
  [/\bresolution\b/, 480, 2_160, 0],
  [/\b(votes|views|favorites|popularity|sold|followers)\b/, 10, 5_000, 0],
  [/\b(seats?|guests?|participants?|passengers?|bedrooms|bathrooms)\b/, 1, 8, 0],
  [/\bmulti score\b|\bformat score\b/, 0, 100, 0],
  [/\bscore\b/, 0.5, 1, 2],
  [/\bpoints?\b/, 1, 20, 0],
  [/\b(rating|stars)\b/, 1, 5, 1],
  [/\b(free|total|used)? ?space\b|\bsize on disk\b/, 20_000_000, 2_000_000_000, 0],
  [/\bcents\b/, 500, 25_000, 0],
  [
    /\b(count|accepted|rejected|items|users|bookings|remaining|stock|seeders|leechers|grabs|queries)\b/,
    0,
    12,
    0,
  ],
  [/\b(quantity|cantidad|quantite)\b/, 1, 20, 0],
  [/\b(volume|lit(er|re)s)\b/, 5, 60, 2],
  [/\bweight\b/, 1, 80, 1],
  [/\bunit price\b/, 1.55, 2.05, 3],
  [/\b(salary|revenue|deposit|rent|budget)\b/, 500, 9_000, 2],
  [
    /\b(amount|price|cost|fee|limit|totals?|tax|vat|balance|saldo|monto|precio|prix|montant|spent|discount|subtotal|refund)\b/,
    20,
    250,
    2,
  ],
  [/\b(size|length|bytes)\b/, 20_000, 2_000_000, 0],
];

/** A number that fits the property's name, and meets the constraints of the schema. The ids of a list's items are consecutive. */
export function createNumber(location: ValueLocation, isInteger: boolean): number {
  const { docs, seed } = location;
  const value = createNumberByName(location, isInteger);
  return docs.constraints ? fitNumber(value, docs.constraints, isInteger, seed) : value;
}

function createNumberByName(location: ValueLocation, isInteger: boolean): number {
  const { name, seed, words, docs } = location;
  if (name === 'id' && location.parentSeed === location.itemSeed) {
    return between(location.rootSeed, 1, 1_000_000) * 1_000 + (location.ordinal ?? 0) + 1;
  }
  if (/^duration/.test(name)) return getDuration(location) / 1_000;
  if (/^distance$|consumed/.test(name)) {
    const kilometres = (getDuration(location) / 3_600_000) * getAverageSpeed(location);
    const value = name === 'distance' ? kilometres : kilometres * LITRES_PER_KILOMETRE;
    return isInteger ? Math.round(value) : Math.round(value * 10) / 10;
  }
  if (words === 'value' && isOf(/\b(odometer|mileage)\b/, location))
    return between(seed, 12_000_000, 180_000_000);
  const rule = NUMBER_RULES.find(([names]) => names.test(words));
  const { example } = docs;
  if (
    rule === undefined &&
    typeof example === 'number' &&
    (!isInteger || Number.isInteger(example))
  )
    return example;
  const [, low, high, decimals] = rule ?? [/^/, 0, 100, 2];
  const scale = 10 ** (isInteger ? 0 : decimals);
  return Math.round((low + fraction(seed) * (high - low)) * scale) / scale;
}

const LITRES_PER_KILOMETRE = 0.065;

/** The `averageSpeed` of the same object, so that speed, duration and distance agree. */
function getAverageSpeed(location: ValueLocation): number {
  const seed = `${location.parentSeed}/averageSpeed`;
  return createNumber({ ...location, seed, name: 'averagespeed', words: 'average speed' }, false);
}

/** Mostly what is usual: an item is active, and not deleted. */
export function createBoolean({ words, seed }: ValueLocation): boolean {
  const isUnusual = hash(seed) % 8 === 0;
  if (
    /\b(is )?(success(ful|fully)?|succeeded|active|enabled|available|valid|visible|verified|confirmed)\b/.test(
      words,
    )
  )
    return /success|succeeded/.test(words) || !isUnusual;
  if (
    /\b(deleted|error|failed|locked|archived|blocked|disabled|cancelled|canceled|expired|hidden)\b/.test(
      words,
    )
  )
    return isUnusual && !/deleted|error|failed/.test(words);
  return hash(seed) % 2 === 0;
}
