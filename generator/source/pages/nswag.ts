import { assignedTo } from './literals.js';
import { announcing, listed, type PageReader } from './page.js';

/** NSwag: `var urls = [{"url": ..., "name": ...}]`, inline. */
export const readNswag: PageReader = ({ scripts, baseUrl }) =>
  announcing(
    scripts
      .flatMap((tokens) => assignedTo(tokens, 'urls'))
      .flatMap((list) => listed(list, baseUrl)),
  );
