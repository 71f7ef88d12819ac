import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { escapeUnseen } from './printable.js';

const { SafeString } = Handlebars;

/** The sources and the compiled program are at the same depth. */
const FOLDER = join(__dirname, '..', '..', 'templates', 'report');

/**
 * Fills a template of `templates/report`, behind the parts that all of them share.
 *
 * The template escapes every slot but style and script. The page's content security policy allows only these two, by
 * their hashes: a text that escaped its slot would still have no effect.
 */
export function renderPage(template: string, view: object): string {
  const style = readTemplate('report.css');
  const script = readTemplate('report.js');
  const policy = [
    "default-src 'none'",
    `style-src '${toCspHash(style)}'`,
    `script-src '${toCspHash(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const fill = Handlebars.compile<object>(readTemplate('parts.hbs') + readTemplate(template), {
    strict: true,
    knownHelpersOnly: true,
  });
  return fill({ ...toVisible(view), style, script, policy }).trim();
}

/** Makes invisible characters of all texts visible. Spaces around them stay, as they may be beside code. */
function toVisible<T>(value: T): T;
function toVisible(value: unknown): unknown {
  if (typeof value === 'string') return escapeUnseen(value.replace(/[\r\n\t]/g, ' '));
  if (Array.isArray(value)) return value.map((each: unknown) => toVisible(each));
  if (typeof value !== 'object' || value === null || value instanceof SafeString) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toVisible(each)]));
}

/** With the line ends that a browser hashes, whatever the working copy's are. */
function readTemplate(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8').replaceAll('\r\n', '\n');
}

/** Content Security Policy, level 3, section 2.3.1. */
function toCspHash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
