import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars/dist/handlebars.min.js';
import type { View } from './view.js';

/** The same way up from the sources and from the compiled program. */
const FOLDER = join(__dirname, '..', '..', '..', '..', 'templates', 'report');

/**
 * The page with its style and script in it. Every slot is escaped but these two, and its policy lets a browser
 * run and apply these two alone, by their hashes: were a text ever to get through, it would do nothing.
 */
export function page(view: View): string {
  const style = read('report.css');
  const script = read('report.js');
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const template = Handlebars.compile<View & Page>(read('report.html.hbs'), {
    strict: true,
    knownHelpersOnly: true,
  });
  return template({ ...view, style, script, policy }).trimEnd();
}

interface Page {
  readonly style: string;
  readonly script: string;
  readonly policy: string;
}

/** With the line ends that a browser hashes, whatever the working copy has. */
function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replaceAll('\r\n', '\n');
}

/** Content Security Policy, level 3, section 2.3.1. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
