import { isPlural, toPlural, toSingular } from './grammar.js';

describe('nouns', () => {
  it.each([
    ['vehicle', 'vehicles'],
    ['company', 'companies'],
    ['day', 'days'],
    ['address', 'addresses'],
    ['warehouse', 'warehouses'],
    ['case', 'cases'],
    ['box', 'boxes'],
    ['batch', 'batches'],
    ['cache', 'caches'],
    ['movie', 'movies'],
    ['person', 'people'],
    ['child', 'children'],
    ['analysis', 'analyses'],
    ['quiz', 'quizzes'],
    ['bus', 'buses'],
    ['api', 'apis'],
    ['id', 'ids'],
    ['photo', 'photos'],
    ['alias', 'aliases'],
    ['véhicule', 'véhicules'],
  ])('one %s, many %s', (one, many) => {
    expect({ one: toSingular(many), stays: toSingular(one) }).toEqual({ one, stays: one });
    expect({ one: isPlural(one), many: isPlural(many) }).toEqual({ one: false, many: true });
    expect({ many: toPlural(one), stays: toPlural(many) }).toEqual({ many, stays: many });
  });

  it.each([
    ['statuses', 'status'],
    ['heroes', 'hero'],
    ['indices', 'index'],
    ['bases', 'basis'],
    ['stores', 'store'],
    ['decades', 'decade'],
    ['profesores', 'profesor'],
    ['direcciones', 'direccion'],
    ['ciudades', 'ciudad'],
  ])('of %s there is one %s', (many, one) => {
    expect(toSingular(many)).toBe(one);
  });

  it.each(['settings', 'metrics', 'news', 'health', 'information', 'dns', 'opds'])(
    '%s has no other number',
    (word) => {
      expect([toSingular(word), toPlural(word), isPlural(word)]).toEqual([word, word, false]);
    },
  );

  it.each(['status', 'bonus', 'address', 'analysis', 'axis', 'a', ''])(
    '%j is not plural',
    (word) => {
      expect(isPlural(word)).toBe(false);
    },
  );
});
