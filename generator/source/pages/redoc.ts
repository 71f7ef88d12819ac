import { callsOf } from './literals.js';
import { announcing, documentAt, type PageReader } from './page.js';

/** ReDoc: `Redoc.init('<url>', ...)`, inline or in `index.js`, or `<redoc spec-url="...">`. */
export const readRedoc: PageReader = ({ scripts, elements, baseUrl }) =>
  announcing([
    ...scripts
      .flatMap((tokens) => callsOf(tokens, 'Redoc.init'))
      .map(([url]) => documentAt(url, undefined, baseUrl)),
    ...elements
      .filter(({ name }) => name === 'redoc')
      .map(({ attributes }) => documentAt(attributes.get('spec-url'), undefined, baseUrl)),
  ]);
