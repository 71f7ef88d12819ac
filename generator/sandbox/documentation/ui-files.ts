import { readFile } from 'node:fs/promises';

/** What the page loads of `swagger-ui-dist`; read when a browser asks for it. */
export const UI_FILES: ReadonlySet<string> = new Set([
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
]);

/** @param name one of `UI_FILES`. */
export async function readUiFile(name: string): Promise<Uint8Array> {
  return readFile(require.resolve(`swagger-ui-dist/${name}`));
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'application/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  yaml: 'application/yaml; charset=utf-8',
};

/** The Content-Type of a file, by its extension. */
export function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
