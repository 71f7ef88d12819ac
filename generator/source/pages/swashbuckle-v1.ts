import { membersNamed } from './literals.js';
import { announcing, listed, type PageReader } from './page.js';

/** Swashbuckle.AspNetCore 1: `JSConfig` with `SwaggerEndpoints: [{ Url, Description }]`. */
export const readSwashbuckleV1: PageReader = ({ scripts, baseUrl }) =>
  announcing(
    scripts
      .flatMap((tokens) => [
        ...membersNamed(tokens, 'SwaggerEndpoints'),
        ...membersNamed(tokens, 'swaggerEndpoints'),
      ])
      .flatMap((list) => listed(list, baseUrl, { url: 'Url', name: 'Description' })),
  );
