import { deepStrictEqual } from 'node:assert';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ts } from '../../util/typescript.js';
import { CHECKS_FOLDER } from '../program.js';
import { startServer } from './tokens.js';

const ROOT = join(__dirname, '..', '..', '..');
const PAGE = join(ROOT, 'docs/identity-servers.md');
const SERVER = join(CHECKS_FOLDER, 'conformance/identity-servers.mjs');

/** The API gives the scope of the request's token as `brand`, and its audience as `model`. */
interface Client {
  readonly vehicles: {
    list(): Promise<readonly { readonly brand: string | null; readonly model: string | null }[]>;
  };
}

/** What a block of the page exports. */
interface Recipe {
  readonly client?: Client;
  readonly createFleetClient?: (certificate: string, privateKey: string) => Promise<Client>;
}

/** The scope and audience that each server grants, by the heading of its block. */
const GRANTS: Readonly<Record<string, readonly [scope: string | null, audience: string | null]>> = {
  'Duende IdentityServer': ['fleet.read', 'urn:fleet'],
  Keycloak: [null, null],
  Auth0: [null, 'https://api.example.com/'],
  'Microsoft Entra ID': ['api://fleet/.default', null],
};

/**
 * Runs the blocks of docs/identity-servers.md with the built package, against a server that is set up like the one of their
 * heading.
 *
 * @param folder The package with its `dist/`.
 * @returns How many blocks there are, and which failed.
 */
export async function checkRecipes(
  folder: string,
): Promise<{ readonly checks: number; readonly failures: readonly string[] }> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  // The server compares the thumbprint, and knows the key.
  const certificate = randomBytes(900);
  const thumbprint = createHash('sha256').update(certificate).digest('base64url');
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'PS256', use: 'sig' };
  const { url, stop } = await startServer(SERVER, JSON.stringify(jwk), thumbprint);
  const { fetch } = globalThis;
  globalThis.fetch = toLoopback(url, fetch);
  const failures: string[] = [];
  const blocks = findBlocks(await readFile(PAGE, 'utf8'));
  try {
    deepStrictEqual([...blocks.keys()], Object.keys(GRANTS));
    for (const [title, text] of blocks) {
      try {
        const { client, createFleetClient } = await importBlock(folder, title, text);
        const used =
          client ??
          (await createFleetClient?.(
            toPem('CERTIFICATE', certificate),
            privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
          ));
        const [vehicle] = (await used?.vehicles.list()) ?? [];
        deepStrictEqual([vehicle?.brand, vehicle?.model], GRANTS[title]);
      } catch (error) {
        failures.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    globalThis.fetch = fetch;
    await stop();
  }
  return { checks: blocks.size, failures };
}

/** The TypeScript blocks of the page, by their headings. */
function findBlocks(page: string): ReadonlyMap<string, string> {
  const blocks = page.matchAll(/^## ([^\n]+)\n(?:(?!^## )[^])*?^```ts\n([^]*?)^```$/gm);
  return new Map([...blocks].map(([, title = '', text = '']) => [title, text]));
}

/** A file inside the package imports the package by its name. */
async function importBlock(folder: string, title: string, text: string): Promise<Recipe> {
  const path = join(folder, 'recipes', `${title.replace(/\W/g, '-')}.mjs`);
  const jose = pathToFileURL(join(ROOT, 'node_modules/jose/dist/node/esm/index.js')).href;
  const source = text.replace("from 'jose'", `from '${jose}'`);
  const exported = /^const client = /m.test(source) ? 'export { client };' : '';
  const { outputText } = ts.transpileModule(`const console = { log() {} };\n${source}${exported}`, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  await mkdir(join(folder, 'recipes'), { recursive: true });
  await writeFile(path, outputText);
  return (await import(pathToFileURL(path).href)) as Recipe;
}

/** Sends every request to the server, which gets to know the host that it was meant for. */
function toLoopback(server: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const { host, pathname, search } = new URL(input);
    const headers = new Headers(init?.headers);
    headers.set('x-forwarded-host', host);
    headers.set('x-forwarded-proto', 'https');
    return fetch(`${server}${pathname}${search}`, { ...init, headers });
  };
}

function toPem(what: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${what}-----`, ...lines, `-----END ${what}-----`, ''].join('\n');
}
